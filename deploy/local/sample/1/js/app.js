const hour = new Date().getHours();
const rising = hour % 12 < 6;
document.getElementById("tide").textContent = rising ? "The tide comes in." : "The tide goes out.";
