// Shows the document of the service named in the address; without a name, of the first.
const links = [...document.querySelectorAll('.services a')];
const nameOf = (link) => new URL(link.href).searchParams.get('service');
const wanted = new URL(location.href).searchParams.get('service');
const chosen = links.find((link) => nameOf(link) === wanted) ?? links[0];
const url = `/docs/openapi/${nameOf(chosen)}.json`;

chosen.setAttribute('aria-current', 'true');
const source = document.createElement('a');
source.href = url;
source.textContent = url;
document.querySelector('#source').append('OpenAPI: ', source);

const dark = matchMedia('(prefers-color-scheme: dark)');
const adapt = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', adapt);
adapt();

SwaggerUIBundle({
  url,
  dom_id: '#document',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  validatorUrl: null,
});
