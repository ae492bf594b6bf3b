package shell

import (
	"fmt"
	"slices"
	"strings"
)

// The commands for files and folders, as GNU's are.

const noSuchFile = "No such file or directory"

// runCd is cd.
func runCd(x context, args []string, _ variables) {
	to, shown := home, false
	if len(args) > 1 && args[1] == "--" {
		args = args[1:]
	}
	if len(args) > 1 {
		if to, shown = args[1], args[1] == "-"; shown {
			if to = x.vars.get("OLDPWD"); to == "" {
				x.complain("cd: OLDPWD not set")
				x.exit(1)
				return
			}
		}
	}
	path := x.here().folderPath(to)
	switch _, isFile := x.here().read(to); {
	case len(args) > 2:
		x.complain("cd: too many arguments")
		x.exit(1)
	case isFile:
		x.complain("cd: %s: Not a directory", to)
		x.exit(1)
	case !x.files.isFolder(path):
		x.complain("cd: %s: %s", to, noSuchFile)
		x.exit(1)
	default:
		x.assign("OLDPWD", x.workingFolder())
		if x.folder = path; shown {
			x.print(1, x.workingFolder()+"\n")
		}
		x.exit(0)
	}
}

// workingFolder is the task's folder as pwd prints it.
func (x context) workingFolder() string { return x.here().path(".") }

func runPwd(x context, _ []string, _ variables) {
	x.print(1, x.workingFolder()+"\n")
	x.exit(0)
}

// fileOptions reads the options of a command on files, and what it is to be done to.
func (x context) fileOptions(args []string, letters string, long map[string]byte) (map[byte][]string, []string, bool) {
	given, names, err := toolOptions(args, letters, long)
	if err == nil && len(names) == 0 && given['f'] == nil {
		err = fmt.Errorf("%s: missing operand", args[0])
	}
	if err != nil {
		x.print(2, err.Error()+"\nTry '"+args[0]+" --help' for more information.\n")
		x.exit(1)
	}
	return given, names, err == nil
}

func runMkdir(x context, args []string, _ variables) {
	given, names, ok := x.fileOptions(args, "pvm:", map[string]byte{"parents": 'p'})
	if !ok {
		return
	}
	code := 0
	for _, name := range names {
		path := x.here().folderPath(name)
		_, isFile := x.here().read(name)
		onTheWay, blocked := x.fileOnTheWay(name)
		err := ""
		switch {
		case isFile || x.files.isFolder(path) && given['p'] == nil:
			err = "File exists"
		case blocked && given['p'] != nil:
			name, err = onTheWay, "Not a directory"
		case blocked:
			err = "Not a directory"
		case given['p'] != nil:
			if failed := x.makeFolders(name); failed != nil {
				err = failed.Error()
			}
		default:
			if failed := x.files.insert(file{name: path}); failed != nil {
				err = failed.Error()
			}
		}
		if err != "" {
			x.print(2, "mkdir: cannot create directory ‘"+name+"’: "+err+"\n")
			code = 1
		}
	}
	x.exit(code)
}

// fileOnTheWay returns the file that stands where a path has a folder, if one does.
func (x context) fileOnTheWay(path string) (name string, ok bool) {
	for i := 1; i < len(path); i++ {
		if path[i] != '/' {
			continue
		}
		if _, isFile := x.here().read(path[:i]); isFile {
			return path[:i], true
		}
	}
	return "", false
}

// makeFolders makes a folder, and those that it lies in.
func (x context) makeFolders(name string) error {
	path := x.here().folderPath(name)
	for i := 1; i < len(path); i++ {
		if path[i] == '/' && !x.files.isFolder(path[:i+1]) {
			if err := x.files.insert(file{name: path[:i+1]}); err != nil {
				return err
			}
		}
	}
	return nil
}

func runRmdir(x context, args []string, _ variables) {
	_, names, ok := x.fileOptions(args, "pv", nil)
	if !ok {
		return
	}
	code := 0
	for _, name := range names {
		path := x.here().folderPath(name)
		why := ""
		switch _, isFile := x.here().read(name); {
		case isFile:
			why = "Not a directory"
		case len(x.files.within(path)) > 0 || path == home || path == tmp:
			why = "Directory not empty"
		case !x.files.remove(path):
			why = noSuchFile
		}
		if why != "" {
			x.print(2, "rmdir: failed to remove '"+name+"': "+why+"\n")
			code = 1
		}
	}
	x.exit(code)
}

// runRm is rm. With -r it removes folders; the folder of a member's data is its
// disk, which is wiped.
func runRm(x context, args []string, _ variables) {
	given, names, ok := x.fileOptions(args, "frRvi", map[string]byte{"force": 'f', "recursive": 'r'})
	if !ok {
		return
	}
	code, acted := 0, false
	deep := given['r'] != nil || given['R'] != nil
	for _, name := range names {
		path, folder := x.here().path(name), x.here().folderPath(name)
		why := ""
		switch {
		case x.files.remove(path):
		case x.files.isFolder(folder) && !deep:
			why = "Is a directory"
		case x.files.isFolder(folder):
			for _, inside := range x.files.within(folder) {
				x.files.remove(inside)
			}
			x.files.remove(folder)
		default:
			did, problem := x.wipe(name, deep)
			if why = problem; !did && why == "" && given['f'] == nil {
				why = noSuchFile
			}
			acted = acted || did
		}
		if why != "" {
			x.print(2, "rm: cannot remove '"+name+"': "+why+"\n")
			code = 1
		}
	}
	if acted {
		x.start(&sleeping{exit: code})
		return
	}
	x.exit(code)
}

// wipe empties the disk of the member whose data a folder has: as everything is
// gone then, etcd starts as a new member from this folder.
func (x context) wipe(name string, deep bool) (did bool, why string) {
	w := x.turn.World()
	for _, other := range x.host.Names(w) {
		node, err := x.host.Member(w, other)
		if err != nil || x.host.Server(w, node).DataDir != x.dataFolder(name) {
			continue
		}
		if !deep {
			return false, "Is a directory"
		}
		act := WipeDisk{node}
		if err := x.host.Check(w, act); err != nil {
			return false, err.Error()
		}
		x.turn.Control(act)
		return true, ""
	}
	return false, ""
}

// runMove is mv and cp.
func runMove(x context, args []string, _ variables) {
	copies := args[0] == "cp"
	given, names, err := toolOptions(args, "frRnvpai", map[string]byte{"recursive": 'r', "force": 'f', "archive": 'a'})
	switch {
	case err != nil:
	case len(names) == 0:
		err = fmt.Errorf("%s: missing file operand", args[0])
	case len(names) == 1:
		err = fmt.Errorf("%s: missing destination file operand after '%s'", args[0], names[0])
	}
	if err != nil {
		x.print(2, err.Error()+"\nTry '"+args[0]+" --help' for more information.\n")
		x.exit(1)
		return
	}
	deep := !copies || given['r'] != nil || given['R'] != nil || given['a'] != nil
	to := names[len(names)-1]
	code := 0
	fail := func(format string, args ...any) {
		x.print(2, fmt.Sprintf(format, args...)+"\n")
		code = 1
	}
	into := x.files.isFolder(x.here().folderPath(to))
	if len(names) > 2 && !into {
		fail("%s: target '%s' is not a directory", args[0], to)
		names = nil
	}
	for _, name := range names[:max(0, len(names)-1)] {
		target := x.here().path(to)
		if into {
			target = x.here().folderPath(to) + baseName(name)
		}
		from := x.here().folderPath(name)
		data, isFile := x.here().read(name)
		switch {
		case isFile && x.here().path(name) == target:
			fail("%s: '%s' and '%s' are the same file", args[0], name, to)
		case isFile:
			if err := x.here().create(target, false); err != nil {
				fail("%s: cannot create regular file '%s': %v", args[0], to, err)
			} else if err := x.files.add(target, string(data)); err != nil {
				fail("%s: error writing '%s': %v", args[0], to, err)
			} else if !copies {
				x.files.remove(x.here().path(name))
			}
		case !x.files.isFolder(from):
			fail("%s: cannot stat '%s': %s", args[0], name, noSuchFile)
		case !deep:
			fail("cp: -r not specified; omitting directory '%s'", name)
		case strings.HasPrefix(target+"/", from) || from == home || from == tmp || from == "/":
			fail("%s: cannot %s '%s' to a subdirectory of itself, '%s'", args[0], map[bool]string{true: "copy", false: "move"}[copies], name, target)
		default:
			x.files.insert(file{name: target + "/"})
			for _, path := range x.files.within(from) {
				i, _ := x.files.find(path)
				data := slices.Clone(x.files[i].data)
				if err := x.files.insert(file{name: target + "/" + path[len(from):], data: data}); err != nil {
					fail("%s: cannot create '%s': %v", args[0], to, err)
					break
				}
			}
			if !copies && code == 0 {
				for _, path := range append(x.files.within(from), from) {
					x.files.remove(path)
				}
			}
		}
	}
	x.exit(code)
}

// baseName is what follows the last / of a path.
func baseName(name string) string {
	name = strings.TrimRight(name, "/")
	return name[strings.LastIndexByte(name, '/')+1:]
}

// runNamePart is basename and dirname.
func runNamePart(x context, args []string, _ variables) {
	words := args[1:]
	if len(words) == 0 {
		x.print(2, args[0]+": missing operand\nTry '"+args[0]+" --help' for more information.\n")
		x.exit(1)
		return
	}
	name := strings.TrimRight(words[0], "/")
	switch i := strings.LastIndexByte(name, '/'); {
	case name == "" && words[0] != "":
		name = "/"
	case args[0] == "basename":
		name = name[i+1:]
		if len(words) > 1 && name != words[1] {
			name = strings.TrimSuffix(name, words[1])
		}
	case i < 0:
		name = "."
	case i == 0:
		name = "/"
	default:
		name = name[:i]
	}
	x.print(1, name+"\n")
	x.exit(0)
}

// runChmod is chmod: whoever has a file may do everything with it.
func runChmod(x context, args []string, _ variables) {
	code := 0
	for i, name := range args[1:] {
		if _, ok := x.here().read(name); i > 0 && !strings.HasPrefix(name, "-") && !ok && !x.files.isFolder(x.here().folderPath(name)) {
			x.print(2, "chmod: cannot access '"+name+"': "+noSuchFile+"\n")
			code = 1
		}
	}
	x.exit(code)
}

// runLs lists files, and in the folder that the terminal begins in those of the
// members' data.
func runLs(x context, args []string, _ variables) {
	var flags string
	var names []string
	for _, arg := range args[1:] {
		if strings.HasPrefix(arg, "-") && arg != "-" {
			flags += arg[1:]
		} else {
			names = append(names, arg)
		}
	}
	if len(names) == 0 {
		names = []string{"."}
	}
	code := 0
	var plain, folders []string
	for _, name := range names {
		switch _, isFile := x.here().read(name); {
		case isFile:
			plain = append(plain, name)
		case x.files.isFolder(x.here().folderPath(name)) && strings.Contains(flags, "d"):
			plain = append(plain, name)
		case x.files.isFolder(x.here().folderPath(name)):
			folders = append(folders, name)
		case slices.Contains(x.dataFolders("/"), x.dataFolder(name)):
			plain = append(plain, strings.TrimSuffix(name, "/")+"/member")
		default:
			x.print(2, "ls: cannot access '"+name+"': "+noSuchFile+"\n")
			code = 2
		}
	}
	show := func(folder string, names []string) {
		for _, name := range names {
			if strings.Contains(flags, "l") {
				x.print(1, x.longListing(folder, name)+"\n")
			} else {
				x.print(1, name+"\n")
			}
		}
	}
	slices.Sort(plain)
	show("", plain)
	for i, name := range folders {
		if len(folders)+len(plain) > 1 {
			if i > 0 || len(plain) > 0 {
				x.print(1, "\n")
			}
			x.print(1, name+":\n")
		}
		path := x.here().folderPath(name)
		inside := x.files.list(path)
		inside = append(inside, x.dataFolders(path)...)
		slices.Sort(inside)
		inside = slices.Compact(inside)
		all := strings.Contains(flags, "a")
		if inside = slices.DeleteFunc(inside, func(n string) bool { return n[0] == '.' && !all && !strings.Contains(flags, "A") }); all {
			inside = append([]string{".", ".."}, inside...)
		}
		if strings.Contains(flags, "l") {
			x.print(1, fmt.Sprintf("total %d\n", 4*len(inside)))
		}
		show(path, inside)
	}
	x.exit(code)
}

// longListing is a line of ls -l.
func (x context) longListing(folder, name string) string {
	mode, size := "drwxr-xr-x 2", 4096
	if data, ok := x.here().read(folder + name); ok {
		mode, size = "-rw-r--r-- 1", len(data)
	}
	return fmt.Sprintf("%s root root %5d %s %s", mode, size, x.date().Format("Jan _2 15:04"), name)
}

// dataFolder is a folder as members know theirs: those at home by their names.
func (x context) dataFolder(name string) string { return strings.TrimPrefix(x.here().path(name), home) }

// dataFolders are the folders in which members have their data, all of them, or
// the names of those that lie in a folder.
func (x context) dataFolders(folder string) (names []string) {
	w := x.turn.World()
	for _, name := range x.host.Names(w) {
		node, err := x.host.Member(w, name)
		if err != nil {
			continue
		}
		dir := x.host.Server(w, node).DataDir
		inside, ok := strings.CutPrefix(place{}.path(dir), folder)
		switch {
		case dir == "":
		case folder == "/":
			names = append(names, dir)
		case ok && !strings.Contains(inside, "/"):
			names = append(names, inside)
		}
	}
	return names
}

// runTouch makes files.
func runTouch(x context, args []string, _ variables) {
	code := 0
	for _, name := range args[1:] {
		if x.files.isFolder(x.here().folderPath(name)) {
			continue
		}
		if err := x.here().create(name, true); err != nil {
			x.print(2, "touch: cannot touch '"+name+"': "+err.Error()+"\n")
			code = 1
		}
	}
	x.exit(code)
}
