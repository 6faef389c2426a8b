function show() {
  const { level, rising } = tideAt(Date.now());
  document.getElementById("level").value = level;
  document.getElementById("tide").textContent = rising ? "The tide comes in." : "The tide goes out.";
}

show();
setInterval(show, 60 * 1000);
