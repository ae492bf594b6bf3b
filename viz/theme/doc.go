// Package theme holds the tokens of the look: colours in light and dark, the
// cycle of six term colours, type families, sizes and strokes. It is the one
// source of these values: the canvas takes them from here, and the page's
// style sheet from CSS.
//
// A change of any colour repeats the computation of contrasts and of distances
// under colour-blind sight (Machado 2009), which the tests keep.
//
//	t := theme.For(true) // dark
//	fill, text := t.Term(4)
//
// Source: the art direction of the project, "Colour" and "Type".
package theme
