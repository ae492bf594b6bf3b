package compose

import (
	"raftarium/core/check"
	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// Banner returns the gravest of what cannot be overlooked in a world, without
// its place, and how much else there is. Its kind is NoBanner if all is well.
func Banner(l *lab.Lab, lang narrate.Lang) (scene.Banner, int) {
	var s scene.Scene
	b := &builder{in: Input{Lab: l, Lang: lang}, w: l.World(), s: &s, now: l.World().Now()}
	b.observe()
	count := b.warn()
	return s.Banner, max(0, count-1)
}

// warn finds what cannot be overlooked, says the gravest of it, and returns
// how much there is.
func (b *builder) warn() int {
	count := 0
	b.warnings(func(kind scene.BannerKind, title, detail func() string) {
		if count++; count == 1 {
			b.s.Banner = scene.Banner{Kind: kind, Title: title(), Detail: detail()}
		}
	})
	if count > 1 {
		b.s.Banner.More, b.s.Banner.Others = count-1, b.text("stage.more", narrate.Num("n", count-1))
	}
	return count
}

// gravest is the gravest of what cannot be overlooked, by its title alone: since when
// it is so only the marks of the current branch tell.
func (b *builder) gravest() (kind scene.BannerKind, text string) {
	b.warnings(func(k scene.BannerKind, title, _ func() string) {
		if kind == scene.NoBanner {
			kind, text = k, title()
		}
	})
	return kind, text
}

// warnings tells of all that cannot be overlooked, the gravest first.
func (b *builder) warnings(say func(kind scene.BannerKind, title, detail func() string)) {
	b.violations = lab.Violations(b.w)
	for i := range b.violations {
		v := &b.violations[i]
		say(scene.Violation, func() string {
			return b.text("banner.violation", narrate.Str("property", narrate.PropertyName(b.in.Lang, v.Property)))
		}, func() string { return b.violationDetail(v) })
	}
	if !b.quorate && len(b.views) > 0 {
		say(scene.NoQuorum, func() string { return b.text("banner.no-quorum") }, b.noQuorum)
	}
	for i := range b.views {
		s := b.views[i].s
		if s == nil {
			continue
		}
		for _, rule := range b.rulesOff(s.Rules()) {
			say(scene.Modified, func() string { return b.text("banner.modified") }, func() string {
				return b.text("banner.modified-text", narrate.Str("rule", narrate.RuleName(b.in.Lang, rule)))
			})
		}
		break
	}
	if term, votes, split := b.splitVote(); split {
		say(scene.SplitVote, func() string { return b.text("banner.split-vote", narrate.Num("term", int(term))) }, func() string {
			return b.text("banner.split-vote-text", narrate.Str("votes", b.list(votes)), narrate.Num("members", len(b.views)))
		})
	}
}

// noQuorum says how many voters are in touch, and how many are needed.
func (b *builder) noQuorum() string {
	c := &b.config
	if c.joint() {
		return b.text("banner.no-quorum-joint", narrate.Num("old", b.touchOld), narrate.Num("outgoing", len(c.Old)), narrate.Num("needed", c.outgoing),
			narrate.Num("n", b.touch), narrate.Num("members", len(c.Voters)), narrate.Num("quorum", c.quorum))
	}
	return b.text("banner.no-quorum-text", narrate.Num("n", b.touch), narrate.Num("members", len(c.Voters)), narrate.Num("quorum", c.quorum),
		narrate.Span("time", b.lostSince()))
}

// lostSince returns since when no majority is in touch.
func (b *builder) lostSince() (t sim.Time) {
	for _, m := range b.in.Lab.Marks() {
		switch {
		case m.Time > b.now:
			return t
		case m.Kind == lab.MarkNoQuorum || m.Kind == lab.MarkSetup:
			t = m.Time
		}
	}
	return t
}

// rulesOff lists the rules that are off, nothing for Raft as it is.
func (b *builder) rulesOff(rules raft.Rules) (off []raft.Rule) {
	if rules == 0 {
		return nil
	}
	for _, info := range raft.AllRules() {
		if rules.Off(info.Rule) {
			off = append(off, info.Rule)
		}
	}
	return off
}

// violationDetail says who violates a property, and where.
func (b *builder) violationDetail(v *lab.Violation) string {
	names := make([]string, 0, len(v.Members))
	for _, n := range v.Members {
		names = append(names, lab.NameOf(b.w, n))
	}
	who := narrate.Str("members", b.list(names))
	at := narrate.Span("time", v.Time)
	id := "stage.violation-by"
	switch {
	case v.Property == check.ElectionSafety:
		id = "stage.violation-term"
	case v.Property == check.StateMachineSafety && len(v.Members) > 1:
		id = "stage.violation-index"
	case v.Index != 0:
		id = "stage.violation-at-index"
	case v.Term != 0:
		id = "stage.violation-in-term"
	}
	return b.text(id, narrate.Num("index", int(v.Index)), narrate.Num("term", int(v.Term)), who, at)
}

// list joins words as the language does: "a, b and c".
func (b *builder) list(words []string) string {
	text := ""
	for i, word := range words {
		switch i {
		case 0:
			text = word
		case len(words) - 1:
			text = b.joined(text, b.text("stage.and"), word)
		default:
			text = b.joined(text, b.text("stage.comma"), word)
		}
	}
	return text
}

// splitVote reports whether nobody can win the newest term any more, and how many
// votes each of those who stand for it has. Where there is no quorum, that is why.
func (b *builder) splitVote() (term raft.Term, votes []string, split bool) {
	if b.config.joint() || !b.quorate { // it takes two majorities, or there is none
		return 0, nil, false
	}
	for i := range b.views {
		term = max(term, b.views[i].term)
	}
	free, got := 0, b.rooms.counts.take(len(b.views))[:0]
	for i := range b.views {
		v := &b.views[i]
		switch {
		case !v.up || !v.voter:
		case v.term == term && v.role == raft.Leader:
			return 0, nil, false
		case v.term < term || v.s.Vote() == raft.None:
			if !v.paused {
				free++
			}
		case v.role == raft.Candidate:
			got = append(got, b.votesFor(v.id, term))
		}
	}
	if !lab.IsSplit(got, free, b.config.quorum) {
		return 0, nil, false
	}
	votes = b.counted[:0]
	for _, n := range got {
		votes = append(votes, b.digits(uint64(n)))
	}
	b.counted = votes
	return term, votes, true
}

// votesFor counts the voters who have voted for a candidate in a term.
func (b *builder) votesFor(candidate raft.ID, term raft.Term) (count int) {
	for i := range b.views {
		if v := &b.views[i]; v.up && v.voter && v.term == term && v.s.Vote() == candidate {
			count++
		}
	}
	return count
}
