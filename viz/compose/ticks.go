package compose

import "raftarium/viz/scene"

// ticks draws the axis: every second tick has its time.
func (b *builder) ticks(span Span) {
	l, step := &b.lay.scrubber, span.step()
	first := (span.From + step - 1) / step * step
	for t := first; t <= span.To; t += step {
		tick := scene.Tick{X: clamp(span.X(t), l.left, l.right), Align: scene.Middle}
		switch {
		case tick.X < l.left+20:
			tick.Align = scene.Start
		case tick.X > l.right-20:
			tick.Align = scene.End
		}
		if t/step%2 == 0 {
			tick.Text = b.seconds(t, 2*step)
		}
		b.s.Scrubber.Ticks = append(b.s.Scrubber.Ticks, tick)
	}
}
