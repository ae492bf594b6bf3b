// Package compose fills a scene from a world: what is to be seen at this
// moment of a lab, laid out for a size, in a language, with what the viewer
// has selected. It has no ebiten and no memory: the scene is a function of the
// Input, so that scrubbing backwards draws as truly as playing forwards.
//
//	var s scene.Scene
//	in := compose.Input{Lab: l, Lang: narrate.English, Width: 1080, Height: 572, Speed: 0.01}
//	compose.Stage(&s, in)
//	hit := compose.Hit(&s, in, x, y)
//
// A transition that is measured in the viewer's time, such as the crossing
// over of a role, has the age (now − event) / speed.
package compose
