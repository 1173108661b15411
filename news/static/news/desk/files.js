// How a file that was chosen is called and measured, for the scripts that show it before the desk has it.
// Signs that cannot be seen, or that turn what stands beside them, are left out, as `uploads.clean_name` does.
/* exported nameOf, sizeOf */
const nameOf = (file) => file.name.normalize("NFC").replace(/\s+/gu, " ").replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "").trim() || "–";
const sizeOf = ({ size }) => (size < 1e6 ? `${Math.ceil(size / 1e3)} kB` : `${(size / 1e6).toFixed(1)} MB`);
