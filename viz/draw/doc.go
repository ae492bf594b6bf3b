// Package draw puts a scene on the canvas: each element of viz/scene in the
// colours of a theme, as the art direction draws it. It decides nothing and
// remembers nothing: what is seen, where, and how far a transition has come is
// in the scene.
//
//	k.Begin(screen, scale)
//	draw.Scene(k, &s, theme.For(dark))
//	k.End()
//
// Numbers in the code are those of the main mock-ups, in logical pixels. The
// folder sheet has the mock-ups' scenes and renders them to PNG, to be looked
// at beside the mock-ups.
package draw
