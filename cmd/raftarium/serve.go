package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"raftarium/cmd/internal/static"
)

// serving is what the flags of serve say.
type serving struct {
	addr, dir string
	open      bool
	endpoints bool
	cluster   cluster
}

// serve answers the page's files over HTTP until it is interrupted, and with
// --endpoints runs the cluster that the page shows.
func serve(ctx context.Context, std streams, args []string) int {
	flags := flag.NewFlagSet("raftarium serve", flag.ContinueOnError)
	var s serving
	flags.StringVar(&s.addr, "addr", "localhost:8080", "serve the page on `HOST:PORT`; without a host others can connect too, if --endpoints is not given")
	flags.StringVar(&s.dir, "dir", "", "folder of the built page (default: the folder \"page\" beside this binary)")
	flags.BoolVar(&s.open, "open", false, "open the page in a browser, where there is one")
	flags.BoolVar(&s.endpoints, "endpoints", false, "run a cluster in real time that listens on etcd's ports, and that every open page shows")
	s.cluster.flags(flags)
	if code, ok := parse(flags, std, args); !ok {
		return code
	}
	if err := s.check(flags); err != nil {
		fmt.Fprintf(std.err, "raftarium serve: %v\n", err)
		return exitUsage
	}
	if err := s.run(ctx, std); err != nil {
		fmt.Fprintf(std.err, "raftarium serve: %v\n", err)
		return exitFailed
	}
	return exitDone
}

// check says what is wrong with the command line, or nil.
func (s *serving) check(flags *flag.FlagSet) error {
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is not a flag: serve takes flags only", flags.Arg(0))
	}
	if s.endpoints {
		return s.checkCluster()
	}
	var err error
	flags.Visit(func(f *flag.Flag) {
		if isClusterFlag(f.Name) {
			err = fmt.Errorf("--%s says something of a cluster, and there is one only with --endpoints", f.Name)
		}
	})
	return err
}

func (s *serving) run(ctx context.Context, std streams) error {
	dir, err := pageFolder(s.dir)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", s.addr)
	if err != nil {
		return listenError(s.addr, err)
	}
	defer listener.Close()
	url := pageURL(listener.Addr())
	if s.endpoints {
		return s.runCluster(ctx, std, listener, dir)
	}
	fmt.Fprintf(std.out, "Raftarium is at %s (ctrl-c ends it)\n", url)
	s.openPage(std, url)
	server := &http.Server{Handler: static.New(os.DirFS(dir)), ReadHeaderTimeout: 10 * time.Second}
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(listener) }()
	select {
	case err := <-stopped:
		return err
	case <-ctx.Done():
		return server.Close()
	}
}

// openPage opens the page in a browser, if that was asked for.
func (s *serving) openPage(std streams, url string) {
	if !s.open {
		return
	}
	if err := openBrowser(url); err != nil {
		fmt.Fprintf(std.out, "Open that address in a browser: %v.\n", err)
	}
}

// pageFolder finds the built page.
func pageFolder(dir string) (string, error) {
	if dir == "" {
		binary, err := os.Executable()
		if err != nil {
			return "", fmt.Errorf("finding the page beside this binary: %w: name its folder with --dir", err)
		}
		dir = filepath.Join(filepath.Dir(binary), "page")
	}
	if _, err := os.Stat(filepath.Join(dir, "index.html")); err != nil {
		return "", fmt.Errorf("there is no page in %s (no index.html): build it with \"make build\", or name its folder with --dir", dir)
	}
	return dir, nil
}

// listenError says what to do when addr cannot be had.
func listenError(addr string, err error) error {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("%s is in use by another program: end that one, or take another port: make run PORT=8081, or raftarium serve --addr localhost:8081", addr)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("%s needs rights that this user lacks: take a port from 1024 up: make run PORT=8081, or raftarium serve --addr localhost:8081", addr)
	}
	return fmt.Errorf("listening on %s: %w", addr, err)
}

// pageURL is the address to type on this machine.
func pageURL(listening net.Addr) string {
	host, port, err := net.SplitHostPort(listening.String())
	if err != nil {
		return "http://" + listening.String()
	}
	if ip := net.ParseIP(host); ip.IsLoopback() || ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}
