// Go takes functions without a body, as go:linkname needs one, only beside a
// file in assembly.
