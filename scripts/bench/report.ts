/**
 * `docs/bench.md`: a section for each server, rewritten by a run against that server. Every other section, and what
 * people wrote in it, stays as it is.
 */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import type {Benchmark, Result} from './benchmark.ts';
import type {Machine} from './machine.ts';
import {markdownTable} from './table.ts';

export interface Measured {
	readonly benchmark: Benchmark;
	readonly result: Result;
	readonly load: number;
}

const introduction = `# Benchmarks

\`npm run bench -- NAME\` measures one, \`npm run bench\` measures all and rewrites the section of the server it ran
against: the CouchDB that \`COUCHDB_URL\` names, else the embedded one. *Stock* is PouchDB 9 as it comes, measured in the
same run; each side runs in a process of its own. Ratios come first: they hold on other machines, figures do not.
A ✓ or ✗ stands before what is to be reached.`;

export function writeReport(file: string, server: string, machine: Machine, measured: readonly Measured[]): void {
	const [, ...sections] = existsSync(file) ? readFileSync(file, 'utf8').split(/^(?=## )/m) : [''];
	const own = sectionOf(server, machine, measured);
	const place = sections.findIndex(section => section.startsWith(`## ${server}\n`));
	const all = place === -1 ? [own, ...sections] : sections.with(place, own);
	writeFileSync(file, `${[introduction, ...all.map(section => section.trim())].join('\n\n')}\n`);
}

function sectionOf(server: string, machine: Machine, measured: readonly Measured[]): string {
	const {processor, cores, memoryGb, node, commit} = machine;
	const head = `## ${server}

${processor}, ${cores} cores, ${memoryGb} GB; ${process.platform}; Node ${node}; commit ${commit}.`;
	return [head, ...measured.map(benchmarkSection)].join('\n\n');
}

function benchmarkSection({benchmark, result, load}: Measured): string {
	return `### ${benchmark.name}

${benchmark.title} Load average at the start: ${load}.

${markdownTable(result)}`;
}
