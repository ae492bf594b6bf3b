package live

import (
	"bytes"
	"compress/flate"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/sim"
)

// tellEvery is how often followers are told that nothing was given to the world.
const tellEvery = 100 * sim.Millisecond

// replayMax is how many events a newcomer is left to compute; where there have
// been more, they get an encoded world as well.
const replayMax = 100_000

// record is the world's inputs, and who is told of them.
type record struct {
	instance string // of this run of the program
	// What is kept: all inputs, or those since base was encoded.
	dropped  int      // inputs before
	before   sim.Time // when the last of them was
	base     []byte
	baseNext sim.EventID // the next event then
	bytes    int         // of the inputs that are kept

	told      sim.Time // up to when followers know all
	count     int      // inputs that they know, dropped ones included
	last      sim.Time // of the last of them
	tags      map[int]string
	followers map[*Follower]bool
	marker    lab.Marker
}

// Follower is a page that is told what happens.
type Follower struct{ news *queue[Message] }

// Message is something that a follower is told.
type Message struct {
	Event string // begin or heard
	ID    string // with it a follower may take up again
	// Data is JSON of a Beginning or of News. It is made by whoever sends it,
	// since much may have to be compressed.
	Data func() []byte
	size int // about
}

// Beginning is what a follower has to know first.
type Beginning struct {
	Instance string `json:"instance"`
	Link     string `json:"link"`            // the configuration and the inputs
	World    string `json:"world,omitempty"` // an encoded world, deflated, in base64
	Partial  bool   `json:"partial,omitempty"`
	Marks    string `json:"marks,omitempty"` // what happened, as a lab.Marker encodes it, in base64
}

// News is what has happened since, and up to when that is all.
type News struct {
	Inputs string   `json:"inputs,omitempty"` // as lab.EncodeInputs writes them, in base64
	Tags   []string `json:"tags,omitempty"`   // of them, where somebody gave one
	NowNS  sim.Time `json:"now_ns"`
}

func newRecord() record {
	return record{instance: rand.Text(), tags: map[int]string{}, followers: map[*Follower]bool{}}
}

// tag notes whose the newest input is.
func (r *record) tag(p *lab.Play, tag string) {
	if tag != "" {
		r.tags[r.dropped+len(p.Inputs())-1] = tag
	}
}

// tell tells all followers what is new, or now and then that nothing is.
func (r *record) tell(p *lab.Play) {
	now := p.World().Now()
	total := r.dropped + len(p.Inputs())
	if total == r.count && now-r.told < tellEvery {
		return
	}
	if len(r.followers) > 0 {
		m := r.news(p, r.count, r.last)
		for f := range r.followers {
			if !f.news.put(m, m.size) {
				f.news.close() // it may begin again
				delete(r.followers, f)
			}
		}
	}
	for _, in := range p.Inputs()[r.count-r.dropped:] {
		r.bytes += len(lab.EncodeInputs([]lab.Input{in}, r.last))
		r.last = in.At
	}
	r.count, r.told = total, now
	clear(r.tags)
	if r.bytes > recordMax {
		r.drop(p)
	}
}

// news is what has happened after the first known inputs, of which the last was at
// a moment.
func (r *record) news(p *lab.Play, known int, last sim.Time) Message {
	n := News{NowNS: p.World().Now()}
	inputs := p.Inputs()[known-r.dropped:]
	if len(inputs) > 0 {
		n.Inputs = base64.StdEncoding.EncodeToString(lab.EncodeInputs(inputs, last))
	}
	for i := range inputs {
		if tag, ok := r.tags[known+i]; ok {
			if n.Tags == nil {
				n.Tags = make([]string, len(inputs))
			}
			n.Tags[i] = tag
		}
	}
	data := encodeJSON(n)
	return Message{Event: "heard", ID: r.id(known + len(inputs)), Data: func() []byte { return data }, size: len(data)}
}

func (r *record) id(count int) string { return r.instance + "-" + strconv.Itoa(count) }

func encodeJSON(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic("encode what followers are told: " + err.Error()) // strings and numbers
	}
	return data
}

// drop forgets the inputs so far, and keeps the world that they led to.
func (r *record) drop(p *lab.Play) {
	r.base, r.baseNext = p.EncodeWorld(), p.World().Trace().Next()
	r.dropped, r.before, r.bytes = r.count, r.last, 0
	p.Forget()
}

// beginning is what a newcomer has to know.
func (r *record) beginning(p *lab.Play) Message {
	world := r.base
	if p.World().Trace().Next()-r.baseNext > replayMax {
		world = p.EncodeWorld()
	}
	var marks []byte
	if len(world) > 0 { // else the newcomer makes them
		marks = r.marker.Encode()
	}
	config, now, inputs, b := p.Config(), p.World().Now(), p.Inputs(), Beginning{Instance: r.instance, Partial: r.dropped > 0}
	// Its size does not count: what follows must find room while it is sent.
	return Message{Event: "begin", ID: r.id(r.count), Data: func() []byte {
		b.Link = lab.EncodeLink(config, now, inputs)
		if len(world) > 0 {
			b.World, b.Marks = deflate(world), base64.StdEncoding.EncodeToString(marks)
		}
		return encodeJSON(b)
	}}
}

func deflate(data []byte) string {
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, flate.BestSpeed)
	w.Write(data) // into memory, which does not fail
	w.Close()
	return base64.StdEncoding.EncodeToString(packed.Bytes())
}

// missed is what a follower has missed that knows what an ID says, or false if
// that is no longer kept.
func (r *record) missed(p *lab.Play, id string) (Message, bool) {
	instance, text, _ := strings.Cut(id, "-")
	count, err := strconv.Atoi(text)
	if err != nil || instance != r.instance || count < r.dropped || count > r.count {
		return Message{}, false
	}
	last := r.before
	if count > r.dropped {
		last = p.Inputs()[count-r.dropped-1].At
	}
	return r.news(p, count, last), true
}

func (r *record) end() {
	for f := range r.followers {
		f.news.close()
	}
	clear(r.followers)
}

// Follow begins to tell a page what happens: from the beginning, or from where the
// page was, as the ID of the last message says that it has.
func (w *World) Follow(lastID string) (*Follower, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.over {
		return nil, errOver
	}
	if len(w.record.followers) >= followersMax {
		return nil, fmt.Errorf("%d pages follow this cluster already, and no more can: close some of them", followersMax)
	}
	w.catchUp()
	w.record.tell(w.play)
	m, ok := w.record.missed(w.play, lastID)
	if !ok {
		m = w.record.beginning(w.play)
	}
	f := &Follower{news: newQueue[Message](behindMax)}
	f.news.put(m, m.size)
	w.record.followers[f] = true
	return f, nil
}

// Leave ends what Follow has begun.
func (w *World) Leave(f *Follower) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.record.followers, f)
	f.news.close()
}
