// Package window is the native desktop window: all that is HTML in the page,
// drawn around the stage from the same plain values. Texts, panels, menus and
// terminals come finished from viz/viewer; here they get their places.
//
// # Contract
//
// A Source tells what a person did since the last tick. Update carries it out,
// lets time pass and lays a frame out as a sheet: rectangles, texts, icons and
// controls, all plain values. Draw puts the sheet on the screen in one batch,
// and only if it has changed; it decides nothing. What can be pressed is where
// it was laid out last. A Window has a single owner.
//
//	w := window.New(viewer.New(l), window.Mouse(), window.System{})
//	ebiten.RunGameWithOptions(w, nil)
//
// Under 1024 pixels of width the inspector is a drawer, under 800 pixels of
// height controls, narration and terminals are lower, as the art direction
// gives them. A lesson stands left of the stage, under 768 pixels in the place of
// the terminals, and of the narration where the stage would be too low; controls, tools and views give up words, then places, for menus.
//
// What a person has read and how they like the window is a Memory, which a
// program keeps for the next time. A cluster that runs elsewhere is followed where
// the program hands its news to the viewer; the window shows how it stands to it. A
// film is drawn between two frames and written in a goroutine of its own, as a lesson
// is fetched in one: neither keeps the window waiting. Texts that a page lets one mark
// are copied whole.
package window
