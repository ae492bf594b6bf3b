package window

// restAfter is how many ticks without a change it takes until nothing is going on.
const restAfter = 12

// settle counts the ticks in which nothing has changed, and nothing will by itself.
func (w *Window) settle() {
	in := &w.in
	if w.drawn != w.serial || w.moving() || in.Left || in.Right || in.Touch || in.Held || in.Wheel != 0 || in.Sideways != 0 ||
		len(in.Keys) > 0 || len(in.Chars) > 0 || len(in.Files) > 0 {
		w.quiet = 0
		return
	}
	w.quiet++
}

// moving tells whether what is shown may change by itself.
func (w *Window) moving() bool {
	return w.viewer.Moving() || w.toast.text != "" || w.film != nil || w.fetching != nil || w.awaitsTip() ||
		w.pointer.since < twice || w.sought.since < seekFor || w.viewer.Presenting() && w.present.awake > 0
}

// Resting reports whether nothing is going on, and nothing will before somebody does
// something: no ticks are needed until then, and the time until then does not count.
func (w *Window) Resting() bool { return w.quiet >= restAfter }
