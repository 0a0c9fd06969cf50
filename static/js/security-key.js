// Says in words when a security key did not answer; the browser alone says nothing on the page.
document.addEventListener("allauth.error", () => {
  for (const words of document.querySelectorAll("[data-security-key-error]")) {
    words.hidden = false;
    words.setAttribute("role", "alert");
  }
});
