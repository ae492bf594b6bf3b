package compose

import (
	"strconv"

	"raftarium/core/sim"
	"raftarium/viz/scene"
)

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
			tick.Text = seconds(t, 2*step)
		}
		b.s.Scrubber.Ticks = append(b.s.Scrubber.Ticks, tick)
	}
}

// seconds writes a moment with the decimals that tell it from its neighbours.
// The symbol of the unit is the same in all languages.
func seconds(t, step sim.Time) string {
	decimals := 0
	for unit := sim.Second; decimals < 9 && step%unit != 0; unit /= 10 {
		decimals++
	}
	if decimals == 0 && step == sim.Second {
		decimals = 1
	}
	var buf [32]byte
	return string(append(strconv.AppendFloat(buf[:0], float64(t)/float64(sim.Second), 'f', decimals, 64), " s"...))
}
