package viewer

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/panel"
)

// A viewer can follow a world that runs elsewhere, at the speed of real time. As
// long as they are with it, what they do is sent there and comes back to all who
// follow; once they stop, rewind or branch off, they are on their own, and "live"
// leads them back.

// live is what a viewer knows of the world that they follow.
type live struct {
	with  bool     // the viewer stays with what happens there
	lost  bool     // nothing is heard of it
	unfit error    // what is told of its beginning cannot be followed
	clock sim.Time // which moment is shown: a little behind what is known
	page  string   // tells this page's deeds from others'
	count int      // of deeds
	send  []Sent
	asked []Sent // the newest verbs of them
}

// Sent is something that the viewer does to the world that they follow.
type Sent struct {
	Do        string `json:"do,omitempty"` // a verb; otherwise a terminal is meant
	Terminal  string `json:"terminal,omitempty"`
	Line      string `json:"line,omitempty"`
	Interrupt bool   `json:"interrupt,omitempty"`
	Tag       string `json:"tag"`
}

// LiveView is how the viewer stands to the world that they follow.
type LiveView struct {
	State string `json:"state"` // live, behind, branch, lost or unfit
	Label string `json:"label"`
	Text  string `json:"text"`
	Send  []Sent `json:"send,omitempty"` // handed out once
}

const (
	// liveDelay is how far the picture is behind what is known, so that it goes on
	// smoothly while news comes in portions.
	liveDelay = 150 * sim.Millisecond
	// liveGap is a distance that is not made up for by going a little faster.
	liveGap = sim.Second
	// liveLag is a distance that is told.
	liveLag = 1500 * sim.Millisecond
)

// worldBytesMax bounds what an encoded world unpacks to.
const worldBytesMax = 1 << 30

// Beginning is what is told first of a world that runs elsewhere.
type Beginning struct {
	Link    string `json:"link"`    // the configuration and the inputs
	World   string `json:"world"`   // an encoded world, deflated, in base64; "": the link suffices
	Partial bool   `json:"partial"` // what was before is not kept any more
	Marks   string `json:"marks"`   // up to the world's moment, as a lab.Marker encodes them, in base64
}

// News is what has happened there since, and up to when that is all.
type News struct {
	Inputs string   `json:"inputs"` // as lab.EncodeInputs writes them, in base64
	Tags   []string `json:"tags"`   // of them, where somebody gave one
	NowNS  sim.Time `json:"now_ns"`
}

// Follow begins to follow a world. Own begins the tags of what this viewer does
// there, and nobody else's. Aside leaves what is looked at as it is; so does a
// viewer who is on their own when the world is told anew. An error, which the viewer
// is told once however often it comes, leaves all as it was.
func (v *Viewer) Follow(b Beginning, own string, aside bool) error {
	l, err := b.lab()
	if err != nil {
		v.unfit(err)
		return err
	}
	v.live.lost, v.live.unfit, v.live.page = false, nil, own
	v.changed()
	switch with := v.following(); {
	case !v.lab.Follows() && !aside || with:
		v.lab.Replace(l)
		v.join()
	default:
		v.lab.FollowAside(l)
	}
	return nil
}

// lab is one that follows the world.
func (b *Beginning) lab() (*lab.Lab, error) {
	world, err := inflate(b.World)
	if err != nil {
		return nil, fmt.Errorf("follow a world: %w", err)
	}
	marks, err := base64.StdEncoding.DecodeString(b.Marks)
	if err != nil {
		return nil, fmt.Errorf("follow a world: %w", err)
	}
	return lab.Follow(lab.Beginning{Link: b.Link, World: world, Partial: b.Partial, Marks: marks})
}

// unfit notes why a world cannot be followed.
func (v *Viewer) unfit(err error) {
	why := err
	if cause := errors.Unwrap(err); cause != nil { // without what was attempted, which is told
		why = cause
	}
	if before := v.live.unfit; before != nil && before.Error() == why.Error() {
		return
	}
	v.live.unfit = why
	v.say(v.unfitText(), "error")
	v.changed()
}

func (v *Viewer) unfitText() string {
	return v.text("live.text-unfit", narrate.Str("why", v.live.unfit.Error()))
}

func inflate(text string) ([]byte, error) {
	packed, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(packed) == 0 {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), worldBytesMax))
	if err != nil {
		return nil, fmt.Errorf("the encoded world is damaged: %w", err)
	}
	return data, nil
}

// Hear takes what has happened there. An error says that it does not go on from
// what was told before.
func (v *Viewer) Hear(n News) error {
	encoded, err := base64.StdEncoding.DecodeString(n.Inputs)
	if err != nil {
		return fmt.Errorf("hear of a world: %w", err)
	}
	heard, err := v.lab.Hear(encoded, n.NowNS)
	if err != nil {
		return err
	}
	for i, in := range heard {
		if i < len(n.Tags) && n.Tags[i] != "" {
			v.runs.heard(n.Tags[i], in.At)
		}
		if _, call := in.What.(lab.Call); call && v.following() {
			v.followed = narrate.Outside
		}
	}
	v.live.lost = false
	horizon, _ := v.lab.Horizon()
	switch ahead := horizon - liveDelay - v.live.clock; {
	case ahead > liveGap || ahead < -liveGap:
		v.live.clock = max(0, horizon-liveDelay)
	default:
		v.live.clock += ahead / 8
	}
	return nil
}

// Connected tells that nothing is heard of the world any more, or is again. Follow
// and Hear tell the latter, too.
func (v *Viewer) Connected(on bool) { v.live.lost = v.lab.Follows() && !on }

// Refuse tells that what was sent with a tag could not be done, in a sentence: in the
// viewer's language, where what they see would be refused for the same reason.
func (v *Viewer) Refuse(tag, why string) {
	if i := slices.IndexFunc(v.live.asked, func(s Sent) bool { return s.Tag == tag }); i >= 0 {
		line := v.live.asked[i].Do
		if err := v.lab.Refuses(line); err != nil && err.Error() == why {
			why = panel.Refused(v.lab.World(), v.lang, line, err)
		}
	}
	if !v.runs.refused(tag, errors.New(why)) {
		v.say(why, "error")
		v.changed()
	}
}

// Sent hands out, once, what the viewer does to the world that they follow.
func (v *Viewer) Sent() []Sent {
	sent := v.live.send
	v.live.send = nil
	return sent
}

// following reports whether the viewer is with the world that they follow.
func (v *Viewer) following() bool {
	_, on := v.lab.Horizon()
	return on && v.live.with
}

// leave makes the viewer stay behind, if they were with the followed world.
func (v *Viewer) leave() { v.live.with = false }

// leaveIfMoved is leave, if the viewer has gone to another moment.
func (v *Viewer) leaveIfMoved(before sim.Time) {
	if v.lab.Now() != before {
		v.leave()
	}
}

// join makes the viewer be with the followed world.
func (v *Viewer) join() {
	v.lab.Rejoin()
	v.lesson = nil
	v.forget()
	v.play(true)
	v.live.with, v.opening, v.scrubbing = true, 0, false
	horizon, _ := v.lab.Horizon()
	v.live.clock = max(0, horizon-liveDelay)
}

func (v *Viewer) actLive(string) error {
	switch {
	case v.lab.Follows():
	case v.live.unfit != nil:
		return errors.New(v.unfitText())
	default:
		return errors.New("no cluster that runs elsewhere is followed")
	}
	v.pacing = pacing{leg: -1}
	v.join()
	return nil
}

// tickLive lets the picture go on with the world that is followed.
func (v *Viewer) tickLive(elapsed time.Duration) {
	horizon, _ := v.lab.Horizon()
	v.live.clock = min(v.live.clock+sim.Time(elapsed), horizon+liveDelay)
	target := min(v.live.clock, horizon)
	v.stepped = false
	v.runs.beforeLive(v, target)
	if v.lab.Now() < target {
		v.lab.AdvanceSome(target, v.budget)
	}
	v.runs.afterLive(v)
	v.leaveToFollow()
}

// catchUp joins a viewer whose own playback has reached what happens there.
func (v *Viewer) catchUp() {
	if horizon, on := v.lab.Horizon(); on && v.playing && v.speed >= 1 && v.lab.Now() >= horizon-liveDelay {
		v.join()
	}
}

// askedMax is of how many verbs that were sent it is known which they were.
const askedMax = 16

// sendThere sends something to the world that is followed, and returns its tag.
func (v *Viewer) sendThere(s Sent) string {
	v.live.count++
	s.Tag = v.live.page + strconv.Itoa(v.live.count)
	v.live.send = append(v.live.send, s)
	if s.Do != "" {
		v.live.asked = append(v.live.asked, s)
		v.live.asked = v.live.asked[max(0, len(v.live.asked)-askedMax):]
	}
	return s.Tag
}

// Live returns how the viewer stands to the world that they follow, or would if it
// could be; nil if there is none.
func (v *Viewer) Live() *LiveView {
	if v.live.unfit != nil {
		return &LiveView{State: "unfit", Label: v.text("live.unfit"), Text: v.unfitText(), Send: v.live.send}
	}
	if !v.lab.Follows() {
		return nil
	}
	horizon, on := v.lab.Horizon()
	behind := horizon - v.lab.Now()
	state := "live"
	switch {
	case v.live.lost:
		state = "lost"
	case !on:
		state = "branch"
	case !v.live.with || behind > liveLag:
		state = "behind"
	}
	seconds := narrate.Num("seconds", int(max(0, behind/sim.Second)))
	return &LiveView{State: state, Label: v.text("live."+state, seconds), Text: v.text("live.text-"+state, seconds), Send: v.live.send}
}
