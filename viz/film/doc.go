// Package film writes a film as an animated GIF, which everything shows that shows
// pictures, while it is filmed: a frame goes out as soon as it is known how long it
// stands, and only what of it differs from the one before.
//
//	w, err := film.NewWriter(&out, 1080, 570, colours)
//	err = w.Frame(pixels, 0)
//	err = w.Frame(others, 50*time.Millisecond)
//	err = w.Close(100 * time.Millisecond)
//
// The standard library's image/gif takes a film as a whole, with all its frames in
// memory; the format itself is little more than compress/lzw. A colour that is not
// among the given ones becomes the nearest of them.
//
// Source: CompuServe's Graphics Interchange Format, version 89a, and Netscape's
// extension that plays it again and again.
package film
