package viz

import "time"

// restAfter is how many frames without a change it takes until nothing is going
// on.
const restAfter = 12

// rest tells whether anything is going on on a stage.
type rest struct {
	seen  stamp
	quiet int // frames since the last change
}

// settle counts the frames in which nothing has changed.
func (g *Game) settle() {
	if s := g.stamp(); s != g.rest.seen || g.viewer.Moving() || g.touch.down || len(g.fingers) > 0 {
		g.rest = rest{seen: s}
		return
	}
	g.rest.quiet++
}

// Resting reports whether nothing is going on, and nothing will before somebody
// does something: frames are not needed.
func (g *Game) Resting() bool { return g.rest.quiet >= restAfter }

// Wake says that somebody does something. The time of the rest does not count.
func (g *Game) Wake() {
	if g.Resting() {
		g.before = time.Time{}
	}
	g.rest.quiet = 0
}
