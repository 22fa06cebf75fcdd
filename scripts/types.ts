/** Type-checks every project of the tree: each folder with a `tsconfig.json` promises something of its own. */
import {spawnSync} from 'node:child_process';

const projects = ['.', 'till/domain', 'till/ui', 'couch/design-docs'];

const failed = projects.filter(project => {
	const {status} = spawnSync('npx', ['--no-install', 'tsc', '--project', project], {stdio: 'inherit'});
	return status !== 0;
});
if (failed.length > 0) {
	console.error(`Types do not hold in: ${failed.join(', ')}`);
	process.exitCode = 1;
}
