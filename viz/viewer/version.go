package viewer

// Version returns a number that grows whenever the viewer does something that
// can change the picture, besides letting time pass.
func (v *Viewer) Version() int { return v.version }

// Moving reports whether the picture may change by itself.
func (v *Viewer) Moving() bool {
	return (v.playing || v.following()) && !v.outOfNews() || v.goal != nil || v.pointer.down || len(v.runs.queue) > 0 ||
		v.back != nil || v.lesson != nil && v.lesson.pending
}

// outOfNews reports whether all that was heard of the world that is followed has been
// shown, and no more comes.
func (v *Viewer) outOfNews() bool {
	horizon, _ := v.lab.Horizon()
	return v.following() && v.live.lost && v.lab.Now() >= horizon
}

// changed notes that the picture may be another one, and that panels must be
// looked at anew.
func (v *Viewer) changed() {
	v.version++
	v.cached.valid = false
}
