package compose

import (
	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// markRow says how the scrubber shows a mark of the lab.
type markRow struct {
	kind  scene.MarkKind
	grave int    // of those that stand too close the gravest is drawn; 0: it is not drawn
	text  string // what happened, in the catalogue
}

// markTable is all that is known here of the lab's marks, by their kinds.
var markTable = [...]markRow{
	lab.MarkElected:    {scene.MarkElection, 5, "stage.mark-elected"},
	lab.MarkCrash:      {scene.MarkCrash, 6, "stage.mark-crash"},
	lab.MarkRestart:    {scene.MarkRestart, 2, "stage.mark-restart"},
	lab.MarkCut:        {scene.MarkCut, 4, "stage.mark-cut"},
	lab.MarkJoin:       {scene.MarkHeal, 2, "stage.mark-join"},
	lab.MarkWrite:      {scene.MarkWrite, 1, "stage.mark-write"},
	lab.MarkViolation:  {scene.MarkViolation, 8, "stage.mark-violation"},
	lab.MarkExpiry:     {scene.MarkExpiry, 3, "stage.mark-expiry"},
	lab.MarkCompaction: {scene.MarkCompaction, 3, "stage.mark-compaction"},
	lab.MarkMembership: {scene.MarkMembership, 3, "stage.mark-membership"},
	lab.MarkTransfer:   {scene.MarkTransfer, 4, "stage.mark-transfer"},
	lab.MarkSplitVote:  {scene.MarkSplit, 7, "stage.mark-split"},
	lab.MarkV2Expiry:   {scene.MarkExpiry, 3, "stage.mark-v2-expiry"},
}

func rowOf(k lab.MarkKind) markRow {
	if int(k) < len(markTable) {
		return markTable[k]
	}
	return markRow{}
}

// markKind is how a mark of the lab is drawn, and whether it is.
func markKind(k lab.MarkKind) (scene.MarkKind, bool) {
	row := rowOf(k)
	return row.kind, row.grave > 0
}

// troubled is how grave marks are at least that cannot be overlooked.
const troubled = 7

// IsDrawn reports whether the scrubber shows marks of a kind.
func IsDrawn(k lab.MarkKind) bool { return grave(k) > 0 }

// grave orders marks by what one would look for first.
func grave(k lab.MarkKind) int { return rowOf(k).grave }

// MarkText says what a mark of the lab is, in a few words.
func MarkText(w *sim.World, lang narrate.Lang, m lab.Mark) string {
	return narrate.Format(lang, rowOf(m.Kind).text, narrate.Str("member", lab.NameOf(w, m.Node)), narrate.Str("other", lab.NameOf(w, m.Peer)),
		narrate.Num("term", int(m.Term)), narrate.Num("index", int(m.Index)))
}
