package viewer

import (
	"fmt"
	"strings"
	"time"

	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/panel"
)

const (
	// legShown is for how many of the viewer's seconds each leg of a request that
	// is followed is shown, however long it takes in the world.
	legShown = 1.1
	// foreseeEvents bounds how far ahead the way of a request is looked for.
	foreseeEvents = 3000
)

// pacing is the mode in which playback keeps pace with a request: each leg of its
// way takes about a second, and what is between two requests is played as ever.
// The world is a function of its inputs, so the legs are known in advance.
// One that runs elsewhere goes on meanwhile: once a request was seen, the next that
// came there is, or what happens there now.
type pacing struct {
	on   bool
	plan plan
	held float64 // seconds for which the leg that takes no time has been shown
	leg  int     // which that is, -1: none
}

// plan is the way of a request as it will be, if nothing is done meanwhile.
type plan struct {
	fall   lab.Waterfall
	legs   []leg
	branch *lab.Lab
	inputs int
	rewind int
	ended  bool // it was played to its end
}

// leg is a stretch of the way that is shown, and told in a sentence.
type leg struct {
	lab.Leg
	told  bool // a watcher is told; it is none of the request's own
	first bool // it is about an entry of another that has to be committed first
}

// actFollow turns the mode on or off. Turned on, it begins with the newest
// request: where that is answered already, it is shown once more.
func (v *Viewer) actFollow(rest string) error {
	on := !v.pacing.on
	switch rest {
	case "toggle":
	case "on", "off":
		on = rest == "on"
	default:
		return fmt.Errorf("follow on, off or toggle, not %q", rest)
	}
	v.pacing = pacing{on: on, leg: -1}
	if !on {
		return nil
	}
	c, ok := v.lab.World().Actor(v.asker()).(lab.Client)
	if !ok || c.Journey().Message == 0 {
		v.say(v.text("follow.nothing"), "")
		return nil
	}
	v.leave() // a world that runs elsewhere waits for nobody
	if j := c.Journey(); j.Answered != 0 || j.Failed != shell.NoFailure {
		v.goTo(j.Sent)
	}
	v.play(true)
	v.planned()
	return nil
}

// keepPace lets the time of a followed request pass, and reports whether there is
// one under way.
func (v *Viewer) keepPace(elapsed time.Duration) bool {
	if !v.pacing.on || v.following() || v.lesson != nil && v.lesson.showing {
		return false
	}
	p := v.planned()
	if p == nil {
		return false
	}
	now := v.lab.Now()
	i := p.at(now, v.pacing.leg)
	if i < 0 {
		if !p.ended {
			p.ended = true
			v.changed()
			v.pacing.held = 0
			if !v.stillBusy() && !v.onHorizon() {
				v.play(false)
			}
			return true
		}
		return v.nextThere(elapsed)
	}
	v.opening, v.stepped = 0, false
	one := &p.legs[i]
	if one.From == one.To {
		if v.pacing.leg != i {
			v.pacing.leg, v.pacing.held = i, 0
			v.changed()
		}
		if v.pacing.held += elapsed.Seconds(); v.pacing.held >= legShown {
			v.pacing.leg = i + 1
			v.changed()
		}
		return true
	}
	v.carry += elapsed.Seconds() / legShown * float64(one.To-one.From)
	whole := sim.Time(v.carry)
	v.carry -= float64(whole)
	target := min(now+whole, one.To)
	if target == one.To {
		v.carry = 0
		v.pacing.leg = i + 1
	}
	if !v.lab.AdvanceSome(target, v.budget) {
		v.carry = 0
	}
	return true
}

// onHorizon reports whether it is a world that runs elsewhere of which a request is
// followed.
func (v *Viewer) onHorizon() bool {
	_, on := v.lab.Horizon()
	return on
}

// nextThere goes on to the next request that a world which runs elsewhere was asked,
// once the end of the last was seen; if there is none, back to what happens there
// now. It reports whether it does anything.
func (v *Viewer) nextThere(elapsed time.Duration) bool {
	if !v.onHorizon() {
		return false
	}
	if v.pacing.held += elapsed.Seconds(); v.pacing.held < 2*legShown {
		return true
	}
	for _, in := range v.lab.Inputs() {
		if asks(in) && in.At > v.lab.Now() {
			v.goTo(in.At)
			v.play(true)
			v.pacing.leg = 0
			return true
		}
	}
	v.join()
	return true
}

// asks reports whether an input may be a request.
func asks(in lab.Input) bool {
	switch in.What.(type) {
	case lab.Call, shell.Line:
		return true
	}
	return false
}

// leaveToFollow leaves a world that runs elsewhere as soon as somebody asks it
// something, if requests are followed.
func (v *Viewer) leaveToFollow() {
	c, ok := v.lab.World().Actor(v.asker()).(lab.Client)
	if !v.pacing.on || !ok {
		return
	}
	if j := c.Journey(); j.Message != 0 && j.Sent > v.live.clock-liveGap {
		v.leave()
		v.goTo(j.Sent)
		v.play(true)
	}
}

// stillBusy reports whether the line of the followed terminal goes on.
func (v *Viewer) stillBusy() bool {
	t, ok := v.lab.World().Actor(v.pacing.plan.fall.Client).(*shell.Terminal)
	return ok && t.Busy()
}

// at returns which leg a moment is in, -1 for none. From is the first that has not
// been shown, where several begin at the same moment.
func (p *plan) at(now sim.Time, from int) int {
	for i := range p.legs {
		l := &p.legs[i]
		switch {
		case l.From == l.To && now == l.From && from <= i:
			return i
		case now >= l.From && now < l.To:
			return i
		}
	}
	return -1
}

// planned returns the plan of the newest request, nil where there is none or it
// has been over before it was followed.
func (v *Viewer) planned() *plan {
	client := v.asker()
	c, ok := v.lab.World().Actor(client).(lab.Client)
	if !ok {
		return nil
	}
	j, p := c.Journey(), &v.pacing.plan
	inputs := len(v.lab.Inputs())
	same := p.branch == v.lab && p.fall.Message == j.Message && p.fall.Client == client && p.inputs == inputs
	if same {
		if p.rewind != v.lab.Rewinds() && len(p.legs) > 0 && v.lab.Now() < p.legs[len(p.legs)-1].To {
			v.pacing.leg, p.ended = 0, false
		}
		p.rewind = v.lab.Rewinds()
		if p.ended || p.fall.Answered != 0 || p.fall.Failed != shell.NoFailure || v.lab.Now() < p.fall.Until {
			return p
		}
	}
	if over := max(j.Answered, j.Ended); over != 0 && !same && v.pacing.leg < 0 && v.lab.Now() > over {
		return nil
	}
	f, ok := v.lab.Foresee(client, foreseeEvents)
	if !ok {
		return nil
	}
	*p = plan{fall: f, branch: v.lab, inputs: inputs, rewind: v.lab.Rewinds()}
	for i := range f.Legs {
		p.legs = append(p.legs, leg{Leg: f.Legs[i], first: f.Legs[i].Kind == lab.LegAppend || f.Legs[i].Kind == lab.LegDisk ||
			f.Legs[i].Kind == lab.LegAck && i > 0 && f.Legs[i-1].Kind == lab.LegDisk})
	}
	end := f.Until
	for _, t := range f.Told {
		if t.Heard > end {
			p.legs = append(p.legs, leg{Leg: lab.Leg{Kind: lab.LegAnswer, From: end, To: t.Heard, Node: t.Server, Peer: t.Client}, told: true})
			end = t.Heard
		}
	}
	v.pacing.leg = 0
	return p
}

// shownLeg returns the leg that is shown now, nil where none is.
func (v *Viewer) shownLeg() *leg {
	if !v.pacing.on || v.following() {
		return nil
	}
	p := &v.pacing.plan
	if p.branch != v.lab || p.ended || len(v.lab.Inputs()) != p.inputs {
		return nil
	}
	if i := p.at(v.lab.Now(), v.pacing.leg); i >= 0 {
		return &p.legs[i]
	}
	return nil
}

// legTarget is what of the stage the eye is to follow: the message on its way, or
// the entry that is written or applied.
func (v *Viewer) legTarget() compose.Target {
	l := v.shownLeg()
	if l == nil {
		return compose.Target{}
	}
	if e, ok := v.lab.World().Trace().At(l.Begun); ok && e.Kind == sim.KindSent && !l.told {
		return compose.Target{Kind: compose.MessageTarget, Message: l.Begun}
	}
	if index := v.pacing.plan.fall.Index; index != 0 && !l.Node.IsClient() {
		return compose.Target{Kind: compose.EntryTarget, Node: l.Node, Index: index}
	}
	return compose.Target{}
}

// legSections are where what a leg is about is written, in the paper and, from
// §6.4 on, in the dissertation.
var legSections = map[string]string{
	"timer": "§5.2", "canvass": "§5.2", "ballot": "§5.2", "vote": "§5.2", "vote-pre": "§9.6", "append-first": "§6.4", "disk-first": "§5.3", "ack-first": "§5.3",
	"quorum-read": "§6.4", "forward-lost": "§8", "leader": "§5.2", "forward": "§8", "forward-read": "§6.4", "append": "§5.3", "confirm": "§6.4", "disk": "§5.3", "ack": "§5.3", "ack-read": "§6.4",
	"quorum": "§5.3", "index": "§6.4", "news": "§5.3", "apply": "§5.3",
}

// legNarration tells the leg that is shown, and whether one is.
func (v *Viewer) legNarration() (Narration, bool) {
	l := v.shownLeg()
	if l == nil {
		return Narration{}, false
	}
	f, w := &v.pacing.plan.fall, v.lab.World()
	id := l.Kind.String()
	reads := f.Way == member.WayQuorum
	peer := l.Peer
	switch {
	case l.told:
		id = "told"
	case l.Kind == lab.LegVote && v.isPreVote(l.Begun):
		id = "vote-pre"
	case l.Kind == lab.LegForward && l.Ended == 0 && f.Failed == shell.GivenUp && !f.Reached:
		id = "forward-lost"
	case reads && l.first:
		id += "-first"
	case reads && l.Kind == lab.LegQuorum:
		id = "quorum-read"
	case l.Kind == lab.LegForward && f.Way == member.WayLeader:
		id = "forward-lease"
	case l.Kind == lab.LegForward && reads:
		id = "forward-read"
	case l.Kind == lab.LegAck && reads:
		id = "ack-read"
	case l.Kind == lab.LegApply && f.Revision != 0 && f.V2:
		id = "apply-v2"
	case l.Kind == lab.LegApply && f.Revision != 0:
		id = "apply-revision"
	case l.Kind == lab.LegAnswer && len(f.Told) > 0 && f.Told[0].Heard <= f.Until:
		id, peer = "answer-told", f.Told[0].Client
	}
	text := v.text("follow."+id, narrate.Str("client", lab.PartyName(w, v.lang, f.Client)), narrate.Str("node", lab.PartyName(w, v.lang, l.Node)),
		narrate.Str("peer", lab.PartyName(w, v.lang, peer)), narrate.Str("what", clipped(f.Summary)), narrate.Num("index", int(f.Index)),
		narrate.Num("revision", int(f.Revision)))
	section := legSections[id]
	if l.Kind == lab.LegApply {
		section = legSections["apply"]
	}
	return Narration{Time: panel.Moment(l.From), Text: sentence(text), Section: section}, true
}

// isPreVote reports whether an event is the sending of what answers a PreVote.
func (v *Viewer) isPreVote(id sim.EventID) bool {
	e, ok := v.lab.World().Trace().At(id)
	if !ok {
		return false
	}
	_, is := e.Detail.(raft.PreVoteReply)
	return is
}

// endNarration tells how long the request took that was followed to its end, while
// the playback stands there.
func (v *Viewer) endNarration() (Narration, bool) {
	p := &v.pacing.plan
	if !v.pacing.on || p.branch != v.lab || v.stepped || len(p.legs) == 0 || v.lab.Now() != p.legs[len(p.legs)-1].To {
		return Narration{}, false
	}
	id := "follow.done"
	switch {
	case p.fall.Failed != shell.NoFailure:
		id = "follow." + p.fall.Failed.String()
	case p.fall.Answered == 0:
		id = "follow.given-up"
	}
	return Narration{Time: panel.Moment(v.lab.Now()), Text: sentence(v.text(id, narrate.Str("client", lab.PartyName(v.lab.World(), v.lang, p.fall.Client)),
		narrate.Str("what", clipped(p.fall.Summary)), narrate.Str("time", p.fall.Took(p.fall.Sent, p.fall.Until))))}, true
}

// sentence begins a sentence about a terminal with a capital; names of members
// stay as they are.
func sentence(text string) string {
	for _, word := range []string{"terminal ", "outside "} {
		if strings.HasPrefix(text, word) {
			return strings.ToUpper(text[:1]) + text[1:]
		}
	}
	return text
}
