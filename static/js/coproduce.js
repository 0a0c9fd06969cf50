// What a script adds to pages that work without it. Loaded after the design system's own script.
const { components } = window.DS;

const modules = {
  "ds-accordion": components.Accordion,
  "ds-character-count": components.CharacterCount,
  "ds-checkboxes": components.Checkboxes,
  "ds-details": components.Details,
  "ds-mobile-navigation-menu": components.SiteNavigation,
  "ds-side-navigation": components.SideNavigation,
  "ds-tabs": components.Tabs,
};

// One component that cannot start must not keep the others from starting.
function start(Component, element) {
  try {
    new Component(element).init();
  } catch (error) {
    console.error(error);
  }
}

for (const element of document.querySelectorAll("[data-module]")) {
  const Component = modules[element.dataset.module];
  if (Component) start(Component, element);
}
components.skipLinks.init();

// After a refusal, reading starts at the list of what to mend.
document.querySelector(".ds_error-summary")?.focus();

// A second press of the same button within a few seconds sends nothing.
const pressed = new WeakMap();
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.hasAttribute("data-prevent-double-click")) return;
  if (Date.now() - (pressed.get(button) ?? 0) < 5000) {
    event.preventDefault();
    return;
  }
  pressed.set(button, Date.now());
  button.setAttribute("aria-disabled", "true");
});

// A page brought back by the back button starts afresh.
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("[data-prevent-double-click]")) {
    pressed.delete(button);
    button.removeAttribute("aria-disabled");
  }
});
