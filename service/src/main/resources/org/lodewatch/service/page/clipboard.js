// Copying text. Browsers give the clipboard only to pages of this computer or over TLS; elsewhere an older command does it.

const SHOWN_MILLIS = 2_000;

/** Copies a text, and says so on the button for a moment. */
export async function copy(button, text) {
  const words = button.textContent;
  button.textContent = await write(text).catch(() => copyBySelection(button, text)) ? 'Copied' : 'Not allowed';
  setTimeout(() => {
    button.textContent = words;
  }, SHOWN_MILLIS);
}

async function write(text) {
  await navigator.clipboard.writeText(text);
  return true;
}

function copyBySelection(button, text) {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  button.after(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  button.focus();
  return isCopied;
}
