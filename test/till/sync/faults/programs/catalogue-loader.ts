/**
 * Loads the small catalogue as often as it is told, each time as a late till, in a process of its own: so that it trusts
 * the certificate its Node was started with. Arguments: the server's URL, and how long it waits for what does not come.
 */
import {loadCatalogue, shortEnd} from '../short-exchange.ts';

const [url = '', silenceMs = ''] = process.argv.slice(2);
const end = shortEnd(url, Number(silenceMs));

process.on('message', async (attemptCountMax: number) => {
	process.send?.(await loadCatalogue(end, 'late', attemptCountMax));
});
process.send?.('ready');
