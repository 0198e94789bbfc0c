// Records a voice in the browser and puts it where a file would go. Without this script a file can be chosen.
const field = document.querySelector("input[type=file][data-recording]");
const box = document.querySelector("[data-recorder]");
const MOST = 120_000;

if (field && box && navigator.mediaDevices?.getUserMedia && window.MediaRecorder) {
  const button = box.querySelector("button");
  const label = button.querySelector("span");
  const heard = box.querySelector("audio");
  const trouble = box.querySelector("[data-trouble]");
  const first = label.textContent;
  let recorder = null;
  box.hidden = false;
  button.addEventListener("click", async () => {
    if (recorder?.state === "recording") {
      recorder.stop();
      return;
    }
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const parts = [];
      recorder = new MediaRecorder(stream);
      const clock = setTimeout(() => recorder.state === "recording" && recorder.stop(), MOST);
      recorder.ondataavailable = (event) => parts.push(event.data);
      recorder.onstop = () => {
        clearTimeout(clock);
        for (const track of stream.getTracks()) track.stop();
        const sound = new Blob(parts, { type: recorder.mimeType });
        const files = new DataTransfer();
        files.items.add(new File([sound], "voice", { type: recorder.mimeType }));
        field.files = files.files;
        heard.src = URL.createObjectURL(sound);
        heard.hidden = false;
        label.textContent = first;
      };
      recorder.start();
      label.textContent = button.dataset.stop;
      trouble.hidden = true;
    } catch {
      trouble.hidden = false;
    }
  });
}
