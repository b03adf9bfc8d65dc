/** A file of another language, as its text: a style sheet stays one. */
declare module '*?raw' {
  const text: string;
  export default text;
}
