package lab

import (
	"fmt"
	"strconv"
	"strings"

	"raftarium/core/narrate"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// legNames are the names of the kinds of legs, as the catalogue has them.
var legNames = [legKinds]string{
	LegRequest: "request", LegLeader: "leader", LegForward: "forward", LegAppend: "append", LegConfirm: "confirm", LegDisk: "disk", LegAck: "ack",
	LegQuorum: "quorum", LegIndex: "index", LegLease: "lease", LegNews: "news", LegTimer: "timer", LegCanvass: "canvass", LegBallot: "ballot", LegVote: "vote",
	LegRetry: "retry", LegApply: "apply", LegAnswer: "answer", LegWait: "wait",
}

// String returns the kind's name.
func (k LegKind) String() string { return legNames[k] }

// LegText is what a leg is, in a few words.
func LegText(w *sim.World, lang narrate.Lang, leg Leg) string {
	id := "leg." + leg.Kind.String()
	return narrate.Format(lang, id, narrate.Str("node", PartyName(w, lang, leg.Node)), narrate.Str("peer", PartyName(w, lang, leg.Peer)))
}

// PartyName is a member's name, or what a client is called: "terminal A".
func PartyName(w *sim.World, lang narrate.Lang, n sim.Node) string {
	name := NameOf(w, n)
	switch {
	case !n.IsClient():
		return name
	case name == narrate.Outside:
		return narrate.Text(lang, "stage.step-outside")
	}
	return narrate.Format(lang, "stage.step-terminal", narrate.Str("terminal", name))
}

// Took writes how long a part of the request's time was, in milliseconds. Both
// ends are rounded before they are taken from each other, so that what is written
// of the legs adds up to what is written of the whole.
func (f *Waterfall) Took(from, to sim.Time) string { return f.Write(f.Grains(to) - f.Grains(from)) }

// grain is to what moments of a request are rounded: a tenth of a millisecond, or
// a hundredth for a fast one.
func (f *Waterfall) grain() sim.Time {
	if f.Whole() < 20*sim.Millisecond {
		return sim.Millisecond / 100
	}
	return sim.Millisecond / 10
}

// Grains is how long after the request's leaving a moment is, in the grains in
// which Write writes.
func (f *Waterfall) Grains(t sim.Time) int64 {
	g := f.grain()
	return int64((t - f.Sent + g/2) / g)
}

// Write writes a number of grains in milliseconds.
func (f *Waterfall) Write(grains int64) string {
	decimals := 1
	if f.grain() < sim.Millisecond/10 {
		decimals = 2
	}
	return strconv.FormatFloat(float64(grains)*float64(f.grain())/float64(sim.Millisecond), 'f', decimals, 64) + " ms"
}

// fallOf is the command waterfall: the legs of a terminal's newest request, or of
// the newest of all.
func (l *Lab) fallOf(args []string) (string, error) {
	if len(args) > 1 {
		return "", fmt.Errorf("takes a terminal, as in: waterfall A")
	}
	client, last := sim.Nobody, sim.EventID(0)
	for n, c := range Clients(l.world) {
		if m := c.Journey().Message; m > last && (len(args) == 0 || c.Name() == args[0]) {
			client, last = n, m
		}
	}
	if client == sim.Nobody {
		if len(args) == 1 && ClientNamed(l.world, args[0]) == sim.Nobody {
			return "", notOpen(args[0])
		}
		return "", fmt.Errorf("nothing was asked yet; try: etcdctl put message hello")
	}
	f, ok := l.Waterfall(client)
	if !ok {
		return "", fmt.Errorf("the trace has let go of the request %q; seek back to its time", f.Summary)
	}
	return f.text(l.world), nil
}

// text is a line a leg: when it begins, how long it took, and what it is.
func (f *Waterfall) text(w *sim.World) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, asked by %s\n", f.Summary, PartyName(w, narrate.English, f.Client))
	for _, leg := range f.Legs {
		fmt.Fprintf(&b, "%12s %12s  %s\n", f.Took(f.Sent, leg.From), f.Took(leg.From, leg.To), LegText(w, narrate.English, leg))
	}
	end := map[shell.Failure]string{shell.NoFailure: "not answered yet", shell.Refused: "refused", shell.Reset: "no answer: the member went down",
		shell.GivenUp: "no answer: the client has given up"}[f.Failed]
	if f.Answered != 0 {
		end = "answered"
	}
	fmt.Fprintf(&b, "%12s %12s  %s\n", "whole", f.Took(f.Sent, f.Until), end)
	return b.String()
}
