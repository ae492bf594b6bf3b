package compose

import "raftarium/viz/scene"

// sign is one entry of the legend: how wide its sign is, and its words, long
// and short.
type sign struct {
	kind        scene.LegendKind
	width       float32
	long, short string
}

var ringSigns = [...]sign{
	{scene.LegendRequest, 24, "stage.legend-request", "stage.legend-request"},
	{scene.LegendHeartbeat, 19, "stage.legend-heartbeat", "stage.legend-heartbeat"},
	{scene.LegendReply, 23, "stage.legend-reply", "stage.legend-reply-short"},
	{scene.LegendLost, 24, "stage.legend-lost", "stage.legend-lost"},
}

var logSigns = [...]sign{
	{scene.LegendUncommitted, 24, "stage.legend-uncommitted", "stage.legend-uncommitted"},
	{scene.LegendCommitted, 24, "stage.legend-committed", "stage.legend-committed"},
	{scene.LegendApplied, 24, "stage.legend-applied", "stage.legend-applied"},
	{scene.LegendNotDurable, 24, "stage.legend-not-durable", "stage.legend-not-durable-short"},
	{scene.LegendMatch, 18, "stage.legend-match", "stage.legend-match-short"},
	{scene.LegendNext, 19, "stage.legend-next", "stage.legend-next-short"},
}

var spaceSigns = [...]sign{
	{scene.LegendFollower, 32, "legend.follower", "legend.follower"},
	{scene.LegendCandidate, 32, "legend.candidate", "legend.candidate"},
	{scene.LegendLeader, 32, "legend.leader", "legend.leader"},
	{scene.LegendSent, 34, "stage.legend-request", "stage.legend-request"},
	{scene.LegendAnswer, 34, "space.reply", "space.reply"},
	{scene.LegendEvent, 18, "space.event", "space.event"},
	{scene.LegendDisk, 18, "space.on-disk", "space.on-disk"},
	{scene.LegendLost, 24, "stage.legend-lost", "stage.legend-lost"},
	{scene.LegendCause, 34, "space.cause", "space.cause-short"},
}

var storeSigns = [...]sign{
	{scene.LegendChange, 28, "legend.put", "legend.put"},
	{scene.LegendTombstone, 22, "legend.tombstone", "legend.tombstone"},
	{scene.LegendGone, 28, "legend.gone", "store.legend-gone-short"},
	{scene.LegendPending, 28, "legend.pending", "store.legend-pending-short"},
	{scene.LegendWatcher, 19, "legend.watcher", "legend.watcher"},
	{scene.LegendBehind, 19, "legend.behind", "store.legend-watcher-behind-short"},
}

var diskSigns = [...]sign{
	{scene.LegendRecord, 30, "legend.record", "disk.legend-record-short"},
	{scene.LegendNotDurable, 24, "disk.legend-writing", "disk.legend-writing-short"},
	{scene.LegendReplaced, 24, "legend.replaced", "disk.legend-replaced-short"},
	{scene.LegendHard, 22, "disk.legend-hard", "disk.legend-hard-short"},
	{scene.LegendSnapshot, 28, "disk.legend-snapshot", "disk.legend-snapshot"},
	{scene.LegendEdge, 12, "legend.edge", "disk.legend-edge-short"},
	{scene.LegendCorrupt, 24, "legend.corrupt", "legend.corrupt"},
}

// legend explains the signs of the ring and of the logs, with the longest words
// that there is room for, or none.
func (b *builder) legend() {
	if b.lay.legend == 0 {
		return
	}
	switch b.in.View {
	case SpaceView, CompareView:
		b.signs(spaceSigns[:], 24, b.in.Width-16)
		return
	case StoreView:
		b.signs(storeSigns[:], 24, b.in.Width-16)
		return
	case DiskView:
		b.signs(diskSigns[:], 24, b.in.Width-16)
		return
	}
	if b.in.Layout == Tall {
		b.signs(logSigns[:], b.lay.logs.x, b.in.Width-16)
		return
	}
	x := b.lay.ring.X + 28
	if b.in.Height < 520 {
		x = 24
	}
	if !b.covered() {
		b.signs(ringSigns[:], x, b.lay.logs.x)
	}
	b.signs(logSigns[:], b.lay.logs.x, b.in.Width-b.lay.ring.X-8)
}

// signs sets a run of signs between two edges.
func (b *builder) signs(signs []sign, from, to float32) {
	term := uint64(1)
	for i := range b.views {
		term = max(term, uint64(b.views[i].term))
	}
	for _, words := range [3]func(*sign) string{
		func(s *sign) string { return b.text(s.long) },
		func(s *sign) string { return b.text(s.short) },
		func(*sign) string { return "" },
	} {
		width := float32(0)
		for i := range signs {
			width += signs[i].width + textWidth(words(&signs[i]), 12)
		}
		gap := min(16, (to-from-width)/float32(len(signs)))
		if gap < 8 {
			continue
		}
		x := from
		for i := range signs {
			text := words(&signs[i])
			b.s.Legend = append(b.s.Legend, scene.LegendItem{Kind: signs[i].kind, Text: text, X: x, Y: b.lay.legend, TextX: x + signs[i].width, Term: term})
			x += signs[i].width + textWidth(text, 12) + gap
		}
		return
	}
}

// covered reports whether what is said of a member stands where the ring's signs
// do.
func (b *builder) covered() bool {
	for i := range b.boxes {
		if w := &b.boxes[i]; b.onLegend(w.note)+b.onLegend(w.votes) > 0 {
			return true
		}
	}
	return false
}
