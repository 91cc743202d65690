package dev.parley.localstack.fill;

import java.util.List;
import java.util.random.RandomGenerator;

/// Some two thousand French and English words with their endings and accents: a search has to stem and to fold them.
/// Earlier words of a list are drawn more often, as in any language.
final class Vocabulary {
    /// In about every fifth message.
    static final String FREQUENT = "dossier";

    /// Each in about one message of a hundred.
    static final List<String> SECOND = List.of("plombier", "franchise", "virement", "garantie", "étage", "urgent");

    /// Each in about one message of five thousand.
    static final List<String> RARE = List.of(
            "zinguerie",
            "parquetage",
            "déshumidificateur",
            "grêlons",
            "chéneau",
            "mérule",
            "plasterboard",
            "subsidence",
            "windscreen",
            "stalagmite",
            "trampoline",
            "quittance");

    private static final List<String> FR_VERBS = words("""
            trait envoy examin demand confirm répar rembours vérifi complét transmett estim signal constat contact déclar
            document évalu factur attest communiqu accept refus rappel retrouv pay livr install photographi mesur not
            prépar termin valid notifi adress consult indemnis expertis protég nettoy remplac démont séch chauff pein
            étay couvr ferm ouvr cass abîm endommag inond brûl tach gel fissur vol détach renvers""");
    private static final List<String> FR_ENDINGS =
            words("ons ez é ée és ait er era erons ant erez aient e es ent ées ais ions erai");
    private static final List<String> FR_NOUNS = words("""
            dossier réclamation facture contrat expert rapport dégât photo délai montant remboursement assurance sinistre
            réponse pièce document courrier adresse rendez-vous appartement cuisine plafond plombier fuite toiture voiture
            garantie franchise attestation devis réparation colis livraison transporteur retard train billet bagage vol
            indemnité virement compte relevé échéance prime clause avenant résiliation mutuelle ordonnance médecin hôpital
            accident constat témoin assureur locataire propriétaire syndic immeuble étage fenêtre porte serrure parquet
            carrelage peinture mur cave grenier jardin clôture portail chaudière radiateur tuyau robinet évier baignoire
            douche lave-linge réfrigérateur télévision ordinateur téléphone tablette lunettes vélo moto remorque pneu
            pare-brise phare rétroviseur moteur batterie garage dépanneuse remorquage expertise évaluation procédure
            décision recours médiateur tribunal avocat signature formulaire numéro référence copie original scan justificatif
            reçu ticket tempête orage grêle inondation incendie vandalisme cambriolage plainte gendarmerie mairie commune
            quartier voisin gardien entreprise artisan maçon électricien couvreur menuisier serrurier peintre chantier
            échafaudage bâche humidité moisissure odeur bruit lumière chauffage compteur consommation abonnement""");
    private static final List<String> FR_ADJECTIVES = words("""
            complet nouveau urgent ancien important détaillé abîmé endommagé original récent précédent entier principal
            médical technique définitif provisoire annuel mensuel commercial régulier manquant lisible correct exact précis
            léger sérieux grave simple double gratuit supplémentaire nécessaire possible prochain dernier premier second
            humide sec propre cassé fermé ouvert inondé brûlé volé perdu retrouvé signé daté scanné""");

    private static final List<String> EN_VERBS = words("""
            review check confirm repair refund process request report receiv examin attach update contact inspect assess
            complet register transfer record estimat replac cancel extend correct deliver return answer forward approv
            schedul measur photograph document describ mention notic damag flood crack stain burn leak park tow clean
            paint install remov cover clos open sign scan print post collect compar calculat adjust settl reimburs""");
    private static final List<String> EN_ENDINGS = words("ed ing es");
    private static final List<String> EN_NOUNS = words("""
            claim invoice contract expert report damage picture delay amount refund insurance answer document letter address
            appointment flat kitchen ceiling plumber leak roof car warranty excess certificate quote repair parcel delivery
            carrier train ticket luggage flight compensation transfer account statement deadline premium clause policy
            prescription doctor hospital accident witness insurer tenant landlord building floor window door lock carpet tile
            paint wall cellar attic garden fence gate boiler radiator pipe tap sink bathtub shower dishwasher fridge
            television computer phone tablet glasses bicycle motorbike trailer tyre headlight mirror engine battery garage
            towing valuation procedure decision appeal mediator court lawyer signature form number reference copy original
            receipt storm thunder hail flooding fire burglary complaint police council street neighbour caretaker company
            craftsman bricklayer electrician roofer carpenter locksmith painter scaffolding sheet moisture mould smell noise
            light heating meter consumption subscription weekend morning evening conversation message reply question""");
    private static final List<String> EN_ADJECTIVES = words("""
            complete new urgent old important detailed broken damaged original recent previous whole main medical technical
            final temporary yearly monthly regular missing readable correct exact light serious simple double free additional
            necessary possible next last first second wet dry clean closed open flooded burnt stolen lost signed dated""");

    private Vocabulary() {}

    static int size() {
        return FR_VERBS.size() * FR_ENDINGS.size()
                + EN_VERBS.size() * EN_ENDINGS.size()
                + 2 * (FR_NOUNS.size() + EN_NOUNS.size())
                + FR_ADJECTIVES.size()
                + EN_ADJECTIVES.size()
                + RARE.size();
    }

    static String verb(boolean french, RandomGenerator random) {
        return french
                ? pick(FR_VERBS, random) + even(FR_ENDINGS, random)
                : pick(EN_VERBS, random) + even(EN_ENDINGS, random);
    }

    static String noun(boolean french, RandomGenerator random) {
        String noun = pick(french ? FR_NOUNS : EN_NOUNS, random);
        return random.nextInt(4) == 0 ? noun + "s" : noun;
    }

    static String adjective(boolean french, RandomGenerator random) {
        return pick(french ? FR_ADJECTIVES : EN_ADJECTIVES, random);
    }

    /// The first word of a hundred comes in every tenth draw, the last in every two-hundredth.
    private static String pick(List<String> words, RandomGenerator random) {
        double even = random.nextDouble();
        return words.get((int) (words.size() * even * even));
    }

    static String even(List<String> words, RandomGenerator random) {
        return words.get(random.nextInt(words.size()));
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
