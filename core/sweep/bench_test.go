package sweep

import "testing"

// BenchmarkWorlds plays one seed's world after the other, checkers, judge and
// all, on one core.
func BenchmarkWorlds(b *testing.B) {
	b.ReportAllocs()
	events, seed := uint64(0), uint64(0)
	for b.Loop() {
		seed++
		o := Run(seed, Options{})
		if o.Violation != nil {
			b.Fatalf("seed %d: %s", seed, o.Violation)
		}
		events += o.Events
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(float64(events)/float64(seed), "events/world")
}
