// Package paper puts pictures on the pages of a PDF, to be printed.
//
//	file, err := paper.PDF("Raftarium", "en", ink.NewOutlines("en"), []paper.Page{{{SVG: picture, X: 36, Y: 36, Scale: 0.5}}})
//
// The pictures are SVG documents as viz/ink makes them: paths, circles, rectangles
// and texts. They stay vectors: texts are written with the outlines of the window's
// own fonts, each character once, and can be searched and copied.
//
// Source: ISO 32000-1 (PDF 1.7), 9.6.5 “Type 3 fonts” and 9.10.3 “ToUnicode CMaps”.
package paper
