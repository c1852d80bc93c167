// Who follows a link from another site comes without his cookie, which is for our own pages alone, and is sent to this
// page although he is logged in. Asked from here, the server knows him, and sends him on.
const to = document.querySelector('[name=to]').value;
const answer = await fetch(`/operator/login?to=${encodeURIComponent(to)}`, { redirect: 'manual' });
if (answer.type === 'opaqueredirect') {
  location.replace(to);
}
