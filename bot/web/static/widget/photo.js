// A photo made ready on the customer's own device: upright, small enough, in a format that is taken.
const LIMIT = 5 * 1024 * 1024;
const SMALL = 900 * 1024;
const EDGE = 2048;
const KINDS = ["image/jpeg", "image/png", "image/webp"];

const asAddress = (blob) =>
  new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = failed;
    reader.readAsDataURL(blob);
  });

/** A data: address. Throws an Error whose message names a text: photoKind, photoLarge. */
export async function prepared(file) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    throw new Error(KINDS.includes(file.type) && file.size > LIMIT ? "photoLarge" : "photoKind");
  }
  if (KINDS.includes(file.type) && file.size <= SMALL) return asAddress(file);
  const scale = Math.min(1, EDGE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff"; // JPEG knows no transparency
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  if (!blob || blob.size > LIMIT) throw new Error("photoLarge");
  return asAddress(blob);
}
