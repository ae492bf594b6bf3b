package viewer

// Version returns a number that grows whenever the viewer does something that
// can change the picture, besides letting time pass.
func (v *Viewer) Version() int { return v.version }

// Moving reports whether the picture may change by itself.
func (v *Viewer) Moving() bool {
	return v.playing || v.goal != nil || v.pointer.down || len(v.runs.queue) > 0 ||
		v.back != nil || v.following() || v.lesson != nil && v.lesson.pending
}

// changed notes that the picture may be another one, and that panels must be
// looked at anew.
func (v *Viewer) changed() {
	v.version++
	v.cached.valid = false
}
