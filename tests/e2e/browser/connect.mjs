// Connecting a number: what a person types, and where the provider is.

const routes = new WeakMap();

/**
 * Lets the provider of this page be at another address, which no field of the window asks for. Everything else
 * travels as it was typed.
 */
export async function connectTo(page, baseUrl) {
  const before = routes.get(page);
  if (before) await page.unroute('**/rpc', before);
  if (baseUrl === undefined) return;
  const route = async (asked) => {
    const call = asked.request().postDataJSON();
    if (!['lines.find_numbers', 'lines.add'].includes(call.method)) return asked.continue();
    call.params.base_url = baseUrl;
    return asked.continue({ postData: JSON.stringify(call) });
  };
  routes.set(page, route);
  await page.route('**/rpc', route);
}

export async function fillKey(page, { account, key, secret }) {
  await page.getByLabel('Account SID').fill(account);
  await page.getByLabel('API key SID').fill(key);
  await page.getByLabel('API key secret').fill(secret);
}
