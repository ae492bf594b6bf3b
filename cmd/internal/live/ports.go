package live

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"slices"
	"strconv"
	"syscall"
	"time"

	"raftarium/core/lab"
	"raftarium/core/sim"
)

// Ports opens the client port of each member that runs, and closes it when the
// member is down.
type Ports struct {
	World *World
	Host  string    // to listen on
	Log   io.Writer // where it is told that a port cannot be had
	Today func() time.Time

	open   map[int]*port
	failed map[int]bool // were told of
}

// listening is a client port that some member hears on, by number.
type listening struct {
	port   int
	member sim.Node
}

// listening returns who hears clients where, in order of the members.
func (w *World) listening() (all []listening) {
	w.mu.Lock()
	defer w.mu.Unlock()
	world := w.play.World()
	for n, m := range lab.Members(world) {
		if !world.Up(n) {
			continue
		}
		for _, text := range m.Self().ClientURLs {
			u, err := url.Parse(text)
			if err != nil {
				continue
			}
			number, err := strconv.Atoi(u.Port())
			if err == nil && !slices.ContainsFunc(all, func(l listening) bool { return l.port == number }) {
				all = append(all, listening{number, n})
			}
		}
	}
	return all
}

// Open opens all ports at once, or none: the error says which cannot be had, and
// why.
func (p *Ports) Open() error {
	p.open, p.failed = map[int]*port{}, map[int]bool{}
	for _, l := range p.World.listening() {
		if err := p.listen(l); err != nil {
			p.Close()
			return err
		}
	}
	return nil
}

func (p *Ports) listen(l listening) error {
	listener, err := net.Listen("tcp", net.JoinHostPort(p.Host, strconv.Itoa(l.port)))
	if err != nil {
		return portError(p.Host, l.port, err)
	}
	p.open[l.port] = openPort(p.World, l.member, p.Today, listener)
	return nil
}

// Follow opens and closes what has to be by now. A port that cannot be had is told
// once, and tried again.
func (p *Ports) Follow() {
	wanted := p.World.listening()
	for number, open := range p.open {
		if !slices.Contains(wanted, listening{number, open.member}) {
			open.close()
			delete(p.open, number)
		}
	}
	for _, l := range wanted {
		if p.open[l.port] != nil {
			continue
		}
		err := p.listen(l)
		if err != nil && !p.failed[l.port] {
			fmt.Fprintf(p.Log, "raftarium serve: %v\n", err)
		}
		p.failed[l.port] = err != nil
	}
}

// Close closes all ports.
func (p *Ports) Close() {
	for number, open := range p.open {
		open.close()
		delete(p.open, number)
	}
}

// Numbers returns the ports that are open, in order.
func (p *Ports) Numbers() []int {
	var all []int
	for number := range p.open {
		all = append(all, number)
	}
	slices.Sort(all)
	return all
}

// portError says which port cannot be had, who has it, and what to do.
func portError(host string, number int, err error) error {
	const other = "or take others with --client-port, as in --client-port 12379"
	at := net.JoinHostPort(host, strconv.Itoa(number))
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		who, what := "another program", "end it"
		if owner, ok := ownerOf(number); ok {
			who = fmt.Sprintf("%s (process %d)", owner.command, owner.pid)
			what = fmt.Sprintf("end it, as with kill %d", owner.pid)
		}
		return fmt.Errorf("the client port %s is in use by %s: %s, %s", at, who, what, other)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("the client port %s needs rights that this user lacks: take ports from 1024 up with --client-port, as in --client-port 12379", at)
	}
	return fmt.Errorf("open the client port %s: %w: %s", at, err, other[len("or "):])
}
