// Chosen photos are shown and made small before they are sent: a phone's 5 MB picture becomes about 300 kB. Where a browser cannot,
// the originals are sent as they are and the server makes them small.
const LONGEST = 1600;
const QUALITY = 0.82;

async function smaller(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < 400_000) return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

function show(box, files) {
  box.querySelectorAll("img").forEach((image) => URL.revokeObjectURL(image.src));
  box.replaceChildren(
    ...files.filter((file) => file.type.startsWith("image/")).map((file) => {
      const figure = document.createElement("figure");
      const image = document.createElement("img");
      image.src = URL.createObjectURL(file);
      image.alt = file.name;
      const words = document.createElement("figcaption");
      words.textContent = `${Math.max(1, Math.round(file.size / 1024))} KB`;
      figure.append(image, words);
      return figure;
    }),
  );
}

document.addEventListener("change", async (event) => {
  const input = event.target;
  const place = input.closest?.("[data-photos]");
  if (!place || input.type !== "file") return;
  const chosen = [...input.files];
  const box = place.querySelector("[data-previews]");
  show(box, chosen);
  // Held back while pictures are being made small, so that a quick press does not send the large ones.
  const button = input.form?.querySelector("button:not([type=button])");
  button?.setAttribute("aria-busy", "true");
  try {
    const small = await Promise.all(chosen.map(smaller));
    const list = new DataTransfer();
    small.forEach((file) => list.items.add(file));
    if (input.files.length === chosen.length) input.files = list.files;
    show(box, small);
  } catch {
    // An odd or broken picture: the server looks at it and says what is wrong.
  } finally {
    button?.removeAttribute("aria-busy");
  }
});
