// Package live runs a world at the speed of real time, with real ports.
//
// The world itself stays a function of its inputs. What comes from outside, a
// request to a member's client port or a line that somebody types in a page, is
// given to it as an input with the moment at which it came; what it answers goes
// out when the world brings it about. The inputs are the whole record: whoever is
// told them computes the same world, to the byte, and that is how a page shows it.
//
//	world, err := live.New(lab.Config{Members: 3, Profile: lab.EtcdTimes})
//	ports := live.Ports{World: world, Host: "127.0.0.1", Log: os.Stderr, Today: time.Now}
//	err = ports.Open()
//	page := live.Page{World: world, Files: os.DirFS("dist/page")}
//	go page.Server().Serve(live.LimitConnections(listener))
//	world.Run(ctx, live.NewClock(), ports.Follow)
//
// World is the one who owns the world; Ports opens a client port for each member
// that runs; Page serves the page, the stream of inputs, and what pages do. This
// is the only place where goroutines and the wall clock meet the world: the clock
// is an argument, and tests drive it.
//
// Everything that comes from outside is bounded (limits.go). Who is slow is let
// go, and nobody else waits for them.
package live
