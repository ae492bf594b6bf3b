// Package scene says what is to be seen at one moment, as plain values: where
// every member, message, log cell and mark of the scrubber stands, which term
// colours it, and which words are beside it. It knows neither ebiten nor a
// theme, so what a picture shows can be tested without a window.
//
// # Contract
//
// All lengths are logical pixels (float32), the origin is the upper left
// corner, y runs down, angles are radians clockwise from 12 o'clock. A text's
// Y is its baseline. All texts are already in the viewer's language. Terms are
// numbers: the theme turns a term into one of six colours, and the term is
// also given as text wherever it is written. Progress values run from 0 (just
// begun) to 1 (over); a zero value means that nothing is in transition.
//
// Drawing (viz/draw) decides nothing: what is not in a Scene is not seen. A
// Scene may be reused for the next frame; Reset keeps its memory.
//
//	var s scene.Scene
//	ring := scene.Ring{X: 190, Y: 228, R: 132}
//	at := ring.Point(0, 5)
//	s.Members = append(s.Members, scene.Member{
//		Name: "etcd-01", X: at.X, Y: at.Y, R: 34,
//		Letter: "F", Term: 4, TermText: "4", Arc: 0.8,
//	})
//
// Sizes, positions and the order of layers are those of the art direction's
// main mock-up (1440×900, ring field 380×420).
package scene
