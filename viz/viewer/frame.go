package viewer

import (
	"bytes"
	"encoding/json"
	"strconv"

	"raftarium/core/sim"
	"raftarium/viz/panel"
)

// While a world plays, frames between two whole views tell the time alone: nobody
// reads sixty sentences a second, and to look at everything takes more than to draw
// it. viewEvery is after how many seconds the next whole view is due, briefsMost
// after how many frames, should no ticks come.
const (
	viewEvery  = 0.05
	briefsMost = 6
)

// frames is what the page was told last.
type frames struct {
	last    []byte   // the whole view
	now     sim.Time // the moment that was told
	version int      // see Version
	playing bool
	since   float64 // seconds of the viewer's time since the last whole view
	briefs  int     // frames since then
	due     bool    // something was asked for: the next view is a whole one
}

// Frame returns what has changed since the last call as JSON, and whether anything
// has: a View, or its time_ms and clock alone while the world plays and nothing else
// can have changed that one must see at once.
func (v *Viewer) Frame() ([]byte, bool) {
	if v.brief() {
		return v.timeJSON()
	}
	b, err := json.Marshal(v.View())
	if err != nil {
		panic("encode the view: " + err.Error())
	}
	v.toast, v.live.send = nil, nil
	last, moved := v.frames.last, v.frames.briefs > 0
	v.frames = frames{last: b, now: v.lab.Now(), version: v.version, playing: v.playing}
	if bytes.Equal(b, last) && !moved {
		return nil, false
	}
	return b, true
}

// brief reports whether the time is all that has to be told.
func (v *Viewer) brief() bool {
	f := &v.frames
	return f.last != nil && !f.due && v.playing && f.playing && f.version == v.version && f.since < viewEvery && f.briefs < briefsMost &&
		v.toast == nil && v.goal == nil && v.back == nil && len(v.runs.queue) == 0 && !v.lab.Follows()
}

// timeJSON tells the time, if it has passed.
func (v *Viewer) timeJSON() ([]byte, bool) {
	f := &v.frames
	f.briefs++
	now := v.lab.Now()
	if now == f.now {
		return nil, false
	}
	f.now = now
	b := append(make([]byte, 0, 64), `{"time_ms":`...)
	b = now.AppendMilliseconds(b)
	b = append(b, `,"clock":`...)
	b = strconv.AppendQuote(b, panel.Clock(now))
	return append(b, '}'), true
}
