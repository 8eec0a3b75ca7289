// The shop hears that the form was answered, and never what was typed into it.
document.addEventListener("captured", (event) => {
  const told = document.querySelector(".told");
  told.textContent = told.dataset[event.detail.state];
});
