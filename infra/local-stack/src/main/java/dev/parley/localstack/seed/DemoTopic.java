package dev.parley.localstack.seed;

import java.util.List;

/// What a claim may be about, and how people talk about it.
///
/// @param language of the customer; staff answer in it as well as they can
/// @param asked by the customer, in order
/// @param answered by staff, each after the question of the same number
/// @param note what staff write about it among themselves
record DemoTopic(
        String language,
        String category,
        String tag,
        String title,
        String description,
        List<String> asked,
        List<String> answered,
        String note) {

    static final List<DemoTopic> ALL = List.of(
            new DemoTopic(
                    "en",
                    "DAMAGE",
                    "carrier",
                    "Parcel arrived damaged",
                    "The box was open and the lamp inside is broken.",
                    List.of(
                            "Hello, the parcel was already open when it was handed over.",
                            "I have photos of the box and of the lamp.",
                            "The courier saw it and wrote a note.",
                            "Thank you, that helps."),
                    List.of(
                            "Good morning, I am sorry to read that. Do you still have the box?",
                            "Please add the photos here, then I can pass the claim on.",
                            "I have asked the carrier for their report.",
                            "The carrier confirms the damage; we will refund the lamp."),
                    "Third broken lamp from this depot in a month: tell the carrier."),
            new DemoTopic(
                    "fr",
                    "COMPENSATION",
                    "train",
                    "Train en retard de trois heures",
                    "J'ai manqué ma correspondance et j'ai dû prendre un taxi.",
                    List.of(
                            "Bonjour, le train de Lyon est arrivé avec trois heures de retard.",
                            "J'ai payé le taxi moi-même, le reçu indique 48 euros.",
                            "Quand puis-je espérer une réponse ?",
                            "Parfait, merci beaucoup."),
                    List.of(
                            "Merci pour votre message. De quel train s'agissait-il ?",
                            "Je le vois : le 6614, vendredi. Le retard est bien enregistré.",
                            "Vous aurez de nos nouvelles sous cinq jours.",
                            "Votre indemnisation est acceptée."),
                    "Retard confirmé par la SNCF, barème à 50 %."),
            new DemoTopic(
                    "fr",
                    "INSURANCE",
                    "dégât des eaux",
                    "Dégât des eaux dans la cuisine",
                    "Le tuyau sous l'évier a éclaté pendant la nuit.",
                    List.of(
                            "Le sol est encore mouillé. Dois-je appeler un plombier ?",
                            "Il est passé : le tuyau est réparé, le parquet non.",
                            "Je joins sa facture.",
                            "L'expert peut venir mardi."),
                    List.of(
                            "Oui, arrêtez d'abord la fuite et gardez la facture.",
                            "Nous aimerions qu'un expert voie le parquet.",
                            "Mardi à dix heures, est-ce possible ?",
                            "C'est noté. Il vous appellera une demi-heure avant."),
                    "Vérifier la franchise avant de promettre quoi que ce soit."),
            new DemoTopic(
                    "en",
                    "GENERAL",
                    "invoice",
                    "Wrong amount on the invoice",
                    "The invoice of March shows two subscriptions, I have one.",
                    List.of(
                            "The second line of the invoice is not mine.",
                            "My contract number ends in 117.",
                            "Will I get a new invoice?",
                            "Received, thanks!"),
                    List.of(
                            "Let me look at the invoice. May I have your contract number?",
                            "You are right, that line belongs to another contract.",
                            "A corrected invoice is on its way.",
                            "You are welcome."),
                    "Two customers were merged by mistake; billing knows."),
            new DemoTopic(
                    "de",
                    "DAMAGE",
                    "hail",
                    "Hagelschaden am Auto",
                    "Nach dem Gewitter am Sonntag sind Dach und Motorhaube verbeult.",
                    List.of(
                            "Guten Tag, das Auto stand vor dem Haus, als der Hagel kam.",
                            "Die Werkstatt schätzt den Schaden auf 2.300 Euro.",
                            "Muss ich auf den Gutachter warten?",
                            "Vielen Dank für die schnelle Hilfe."),
                    List.of(
                            "Guten Tag, das tut mir leid. Haben Sie Fotos vom Schaden?",
                            "Danke, der Kostenvoranschlag ist angekommen.",
                            "Ja, bitte. Er meldet sich in den nächsten Tagen.",
                            "Gern geschehen."),
                    "Hail of Sunday: see the list of streets before asking for weather reports."),
            new DemoTopic(
                    "es",
                    "OTHER",
                    "luggage",
                    "Maleta perdida en el vuelo",
                    "La maleta no llegó a Madrid y nadie sabe dónde está.",
                    List.of(
                            "Buenos días, ¿hay noticias de mi maleta?",
                            "Es azul, con una etiqueta roja.",
                            "Tuve que comprar ropa, guardo los recibos.",
                            "¡Muchas gracias!"),
                    List.of(
                            "Buenos días. La buscamos; ¿cómo es la maleta?",
                            "Gracias, la descripción ayuda mucho.",
                            "Guárdelos, por favor: se reembolsan hasta 200 euros.",
                            "Un placer."),
                    "Airline answers within 48 h; ask again on Thursday."));
}
