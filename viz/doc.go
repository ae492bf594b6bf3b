// Package viz is the stage: it lets a viewer see a lab on an ebiten canvas, in
// the page as in the window. What is to be seen is made by viz/compose, drawn
// by viz/draw; what is done by pointer goes to viz/viewer.
//
//	ebiten.RunGame(viz.NewGame(viewer.New(l)))
//
// Update never draws and Draw never decides. Nothing is drawn when nothing has
// changed.
package viz
