// Records a few seconds of voice into the file field beside it. Without this script, or without a microphone, the field
// takes a file as it is. What was recorded stays in the page until the form is sent; nothing goes out before.
for (const box of document.querySelectorAll("[data-record]")) {
  if (navigator.mediaDevices && window.MediaRecorder && window.DataTransfer) ready(box);
}

function ready(box) {
  const field = box.querySelector("input[type=file]");
  const [start, stop, said, heard] = ["start", "stop", "said", "heard"].map((name) => box.querySelector(`[data-${name}]`));
  const most = Number(box.dataset.record);
  let recorder, clock;

  start.hidden = false;
  field.closest("details").open = false;

  start.addEventListener("click", async () => {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      said.textContent = box.dataset.refused;
      field.closest("details").open = true;
      return;
    }
    const pieces = [];
    recorder = new MediaRecorder(stream);
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => {
      stream.getTracks().forEach((track) => track.stop());
      keep(new Blob(pieces, { type: recorder.mimeType }));
    });
    recorder.start();
    [start.hidden, stop.hidden, heard.hidden] = [true, false, true];
    stop.focus();
    let left = most;
    const tell = () => (said.textContent = box.dataset.left.replace("…", left));
    tell();
    clock = setInterval(() => {
      left -= 1;
      tell();
      if (left <= 0) end();
    }, 1000);
  });

  stop.addEventListener("click", end);

  function end() {
    clearInterval(clock);
    if (recorder.state !== "inactive") recorder.stop();
  }

  function keep(blob) {
    const carried = new DataTransfer();
    carried.items.add(new File([blob], "voice", { type: blob.type }));
    field.files = carried.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    heard.src = URL.createObjectURL(blob);
    [start.hidden, stop.hidden, heard.hidden] = [false, true, false];
    start.querySelector("span").textContent = box.dataset.again;
    said.textContent = box.dataset.done;
    start.focus();
  }
}
