/** The build reads a .wasm file as hexadecimal digits. */
declare module "*.wasm" {
  const hex: string;
  export default hex;
}
