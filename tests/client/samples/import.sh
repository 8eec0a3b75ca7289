cat > contacts.csv <<'END'
address,categories,contact,text,claimed_at,reference
+14155550150,offers;order-updates,sms,"I agree to texts from Bluebird Grocers about offers and my orders.",2024-05-01T09:30:00Z,contact-4711
END
.venv/bin/capture-gateway import contacts.csv --source old-crm --program bluebird-updates
