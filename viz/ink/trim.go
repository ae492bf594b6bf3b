package ink

// trim cuts the empty rim off a mask, in place.
func (m Mask) trim() Mask {
	x0, y0, x1, y1 := m.W, m.H, 0, 0
	for y := range m.H {
		for x, v := range m.Alpha[y*m.W : (y+1)*m.W] {
			if v != 0 {
				x0, x1 = min(x0, x), max(x1, x+1)
				y0, y1 = min(y0, y), max(y1, y+1)
			}
		}
	}
	if x0 >= x1 {
		return Mask{}
	}
	w := x1 - x0
	for y := y0; y < y1; y++ {
		copy(m.Alpha[(y-y0)*w:], m.Alpha[y*m.W+x0:y*m.W+x1])
	}
	return Mask{W: w, H: y1 - y0, Left: m.Left + x0, Top: m.Top + y0, Alpha: m.Alpha[:w*(y1-y0)]}
}
