// A judge of the ledger that shares nothing with it: the notes and the tree are those of golang.org/x/mod/sumdb, which
// the Go team wrote for its own checksum database. Debian: golang-go golang-golang-x-mod-dev.
//
//	judge checkpoint  KEY NOTE            the note is a checkpoint, signed by the key
//	judge inclusion   KEY PROOF LEAF      the leaf is in the tree (PROOF: https://c2sp.org/tlog-proof)
//	judge consistency KEY OLD NEW PATH    the new checkpoint's tree begins with the old one's (PATH: a hash a line)
//	judge log         KEY FOLDER          FOLDER/checkpoint is the root of FOLDER/tile/… (https://c2sp.org/tlog-tiles)
//	judge receipt     KEY RECEIPT         the receipt holds, and its record says nothing else
//
// KEY is a verifier key, the others are files. The judge prints one line, and exits with 0 or, when it refuses, with 1.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var commands = map[string]func(key string, files [][]byte) (string, error){
	"checkpoint":  checkpoint,
	"inclusion":   inclusion,
	"consistency": consistency,
	"receipt":     receipt,
}

func main() {
	said, err := judge(os.Args[1:])
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
	fmt.Println(said)
}

func judge(arguments []string) (string, error) {
	if len(arguments) < 3 {
		return "", errors.New("judge COMMAND KEY FILES")
	}
	command, key := arguments[0], arguments[1]
	if command == "log" {
		return log(key, arguments[2])
	}
	var files [][]byte
	for _, path := range arguments[2:] {
		data, err := os.ReadFile(path)
		if err != nil {
			return "", err
		}
		files = append(files, data)
	}
	return commands[command](key, files)
}

func checkpoint(key string, files [][]byte) (string, error) {
	tree, err := open(key, files[0])
	return fmt.Sprintf("%d %v", tree.N, tree.Hash), err
}

func inclusion(key string, files [][]byte) (string, error) {
	index, err := included(key, string(files[0]), files[1])
	return fmt.Sprintf("entry %d is in the tree", index), err
}

func consistency(key string, files [][]byte) (string, error) {
	before, err := open(key, files[0])
	if err != nil {
		return "", err
	}
	after, err := open(key, files[1])
	if err != nil {
		return "", err
	}
	path, err := hashes(strings.Fields(string(files[2])))
	if err != nil {
		return "", err
	}
	err = tlog.CheckTree(tlog.TreeProof(path), after.N, after.Hash, before.N, before.Hash)
	return fmt.Sprintf("%d grew to %d", before.N, after.N), err
}

// open is the tree of a checkpoint that the key signed, under the key's own name (https://c2sp.org/tlog-checkpoint).
func open(key string, message []byte) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(message, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("no checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return tlog.Tree{}, errors.New("the checkpoint has no size")
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// included is the index of the entry with these bytes, as its proof file says and proves.
func included(key string, proof string, leaf []byte) (int64, error) {
	head, message, found := strings.Cut(proof, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		return 0, errors.New("no proof file")
	}
	digits := strings.TrimPrefix(lines[1], "index ")
	index, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || strconv.FormatInt(index, 10) != digits {
		return 0, errors.New("the proof has no index")
	}
	path, err := hashes(lines[2:])
	if err != nil {
		return 0, err
	}
	tree, err := open(key, []byte(message))
	if err != nil {
		return 0, err
	}
	if index < 0 || index >= tree.N {
		return 0, errors.New("the tree has no entry of this index")
	}
	return index, tlog.CheckRecord(tlog.RecordProof(path), tree.N, tree.Hash, index, tlog.RecordHash(leaf))
}

func hashes(lines []string) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(lines))
	for i, line := range lines {
		value, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(value) != tlog.HashSize {
			return nil, fmt.Errorf("%q is no hash", line)
		}
		copy(found[i][:], value)
	}
	return found, nil
}

// folder holds tiles of height 8, where https://c2sp.org/tlog-tiles puts them.
type folder string

func (root folder) Height() int { return 8 }

func (root folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (root folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(tiles))
	for i, tile := range tiles {
		path := strings.Replace(strings.Replace(tile.Path(), "tile/8/", "tile/", 1), "tile/data/", "tile/entries/", 1)
		data, err := os.ReadFile(filepath.Join(string(root), path))
		if err != nil {
			return nil, err
		}
		if tile.L >= 0 && len(data) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s has %d bytes", path, len(data))
		}
		found[i] = data
	}
	return found, nil
}

// log rebuilds the root from the highest tiles, from every tile through those above it, and from the entries alone.
func log(key string, path string) (string, error) {
	message, err := os.ReadFile(filepath.Join(path, "checkpoint"))
	if err != nil {
		return "", err
	}
	tree, err := open(key, message)
	if err != nil {
		return "", err
	}
	root := folder(path)
	tiles := tlog.TileHashReader(tree, root)
	if err := rebuilt(tree, tiles, "its tiles"); err != nil {
		return "", err
	}
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			found[i] = stored[index]
		}
		return found, nil
	})
	for number := int64(0); number*256 < tree.N; number++ {
		width := tree.N - number*256
		if width > 256 {
			width = 256
		}
		bundles, err := root.ReadTiles([]tlog.Tile{{H: 8, L: -1, N: number, W: int(width)}})
		if err != nil {
			return "", err
		}
		entries, err := split(bundles[0])
		if err != nil || int64(len(entries)) != width {
			return "", fmt.Errorf("entry bundle %d does not have %d entries", number, width)
		}
		indexes := make([]int64, width)
		for i := range indexes {
			indexes[i] = tlog.StoredHashIndex(0, number*256+int64(i))
		}
		leaves, err := tiles.ReadHashes(indexes)
		if err != nil {
			return "", err
		}
		for i, entry := range entries {
			if tlog.RecordHash(entry) != leaves[i] {
				return "", fmt.Errorf("entry %d is not the one of its tile", number*256+int64(i))
			}
			more, err := tlog.StoredHashes(number*256+int64(i), entry, reader)
			if err != nil {
				return "", err
			}
			stored = append(stored, more...)
		}
	}
	return fmt.Sprintf("%d %v", tree.N, tree.Hash), rebuilt(tree, reader, "its entries")
}

func rebuilt(tree tlog.Tree, reader tlog.HashReader, what string) error {
	if tree.N == 0 { // of nothing; this version of tlog asks for a hash all the same
		return nil
	}
	root, err := tlog.TreeHash(tree.N, reader)
	if err == nil && root != tree.Hash {
		err = fmt.Errorf("the root of %s is %v", what, root)
	}
	return err
}

// split is the entries of a bundle, each after its length in two bytes.
func split(bundle []byte) ([][]byte, error) {
	var entries [][]byte
	for len(bundle) > 0 {
		if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
			return nil, errors.New("the bundle ends within an entry")
		}
		end := 2 + int(binary.BigEndian.Uint16(bundle))
		entries = append(entries, bundle[2:end])
		bundle = bundle[end:]
	}
	return entries, nil
}
