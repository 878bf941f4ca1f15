/** Says which file was chosen and how large it is, before it is sent. */
export function bind(box) {
  const input = box.querySelector('input[type="file"]');
  const chosen = document.createElement('p');
  chosen.className = 'file-chosen';
  chosen.setAttribute('role', 'status');
  box.append(chosen);
  input.addEventListener('change', () => {
    const file = input.files[0];
    chosen.textContent = file ? `已选择 ${file.name},${size(file.size)}` : '';
  });
}

const size = (bytes) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);
